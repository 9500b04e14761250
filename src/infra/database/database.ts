import { Injectable, Logger } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import mongoose, { mongo, type ClientSession, type Connection } from 'mongoose';
import { AppConfig } from '../../config/app.config.js';
import { DatabaseConfig } from '../../config/database.config.js';
import { processEnvironment } from '../../config/load-env.js';
import { retryWithBackOff } from '../../kernel/back-off.js';
import { SECOND_MS } from '../../kernel/clock.js';
import { EXIT, FatalError, InfrastructureError } from '../../kernel/errors.js';
import { within } from '../../kernel/within.js';
import { Metrics } from '../observability/index.js';
import { DEFAULT_DATABASE, namesADatabase } from './database-name.js';
import { loadMigrations } from './migrations/migration-files.js';
import { holderOf } from './migrations/migration-lock.js';
import { MigrationRunner } from './migrations/migration-runner.js';
import { DatabaseMonitor } from './monitoring/index.js';
import { Collections, Validators } from './schema/index.js';
import {
  assertReplicaSet,
  type MongoServer,
  MongoServerUnavailableError,
  NotAReplicaSetError,
  resolveMongoServer,
  whyNoServer,
} from './server/index.js';

/** Bounds a call on an interaction path at the server; the majority wait is part of it. */
export const INTERACTION_MAX_TIME_MS = 2_000;

const STOP_WAIT_MS = 10 * SECOND_MS;
/** With the driver's pauses between them, about half a second in all. */
const TRANSACTION_TRIES = 12;
/** MongoDB keeps the transaction of a killed process open for 60 s by default; ours takes milliseconds. */
const ABANDONED_TRANSACTION_SECONDS = 10;

/** Other transactions wrote to the same rows all the time. */
export class ContendedTransactionError extends InfrastructureError {
  readonly code = 'TRANSACTION_CONTENDED';
  readonly retryable = true;
}

/**
 * The connection to MongoDB: made at start however long the server is away, kept by the driver after
 * that. Where the service runs a MongoDB of its own and that ends, a new one is started on the same data.
 */
@Injectable()
export class Database {
  private readonly logger = new Logger(Database.name);
  private readonly stopping = new AbortController();
  private server: MongoServer | undefined;
  private starting: Promise<void> | undefined;
  private isMigrated = false;

  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly config: DatabaseConfig,
    private readonly app: AppConfig,
    private readonly metrics: Metrics,
    private readonly collections: Collections,
    private readonly monitor: DatabaseMonitor,
  ) {}

  /**
   * Resolves when the database is connected and current.
   *
   * @throws FatalError it can't be used as it is configured
   */
  start(): Promise<void> {
    this.starting = this.connectAndMigrate();
    return this.starting;
  }

  private async connectAndMigrate(): Promise<void> {
    this.monitor.watchCalls(this.connection);
    await this.open();
    await this.migrate().catch((error: unknown) => {
      if (!(error instanceof InfrastructureError) || error.retryable) throw error;
      // Drift, a broken file, a failure: another try would end the same way.
      const line = `${error.message} Look at: discord-db-manager status`;
      throw new FatalError(line, EXIT.configuration, { cause: error });
    });
    this.isMigrated = true;
    this.metrics.databaseUp.set(1);
    this.connection.on('disconnected', () => {
      if (this.stopping.signal.aborted) return;
      this.metrics.databaseUp.set(0);
      this.logger.warn({ msg: 'MongoDB is away' });
    });
    this.connection.on('connected', () => {
      this.metrics.databaseUp.set(1);
      this.logger.log({ msg: 'MongoDB is back' });
    });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    // A migration under way gives its lock back at its end; cut off, it would hold up the next start.
    await within(STOP_WAIT_MS, Promise.allSettled([this.starting])).catch((err: unknown) => {
      this.logger.warn({ msg: 'The database was still starting at the end', err });
    });
    this.monitor.stop();
    await this.connection.close();
    await this.server?.stop();
  }

  /** Migrations ran, and there was a connection when last heard; health asks the server itself. */
  get isReady(): boolean {
    return this.isMigrated && this.connection.readyState === mongoose.ConnectionStates.connected;
  }

  /** @throws when the server says no; a server that says nothing is the caller's to time out */
  async ping(limitMs: number): Promise<void> {
    if (this.connection.db === undefined) throw new Error('not connected yet');
    await this.connection.db.command({ ping: 1, maxTimeMS: limitMs });
  }

  /**
   * Runs `work` in one transaction with majority writes; models inside join it by themselves.
   * `work` may run several times, and an error after the commit was sent means "unknown".
   *
   * @throws ContendedTransactionError others hold its rows: try again later. The driver alone would try
   * for two minutes, and a process that was killed holds its rows until the server gives its transaction up.
   */
  transaction<Result>(work: (session: ClientSession) => Promise<Result>): Promise<Result> {
    let tries = 0;
    const bounded = (session: ClientSession): Promise<Result> => {
      tries += 1;
      if (tries > TRANSACTION_TRIES)
        throw new ContendedTransactionError(`${String(TRANSACTION_TRIES)} tries`);
      return work(session);
    };
    return this.connection.transaction<Result>(bounded, {
      readConcern: { level: 'snapshot' },
      writeConcern: new mongo.WriteConcern('majority'),
    });
  }

  private async open(): Promise<void> {
    await retryWithBackOff(() => this.openOnce(), {
      firstMs: SECOND_MS / 2,
      maxMs: 5 * SECOND_MS,
      signal: this.stopping.signal,
      onFailure: (err, retryInMs) => {
        if (err instanceof MongoServerUnavailableError || err instanceof NotAReplicaSetError) {
          throw new FatalError(err.message, EXIT.configuration, { cause: err });
        }
        if (err instanceof FatalError) throw err;
        this.logger.warn({ msg: 'MongoDB does not answer', err, retryInMs });
      },
    });
  }

  private async openOnce(): Promise<void> {
    await this.resolveServer();
    await this.connection.close();
    const uri = this.server?.uri ?? '';
    const options = {
      ...(this.config.uri === undefined || namesADatabase(this.config.uri)
        ? {}
        : { dbName: DEFAULT_DATABASE }),
      maxPoolSize: this.config.poolSize,
      serverSelectionTimeoutMS: 1_500,
      connectTimeoutMS: 2_000,
      heartbeatFrequencyMS: 1_000,
      waitQueueTimeoutMS: 1_000,
      socketTimeoutMS: this.config.timeoutMs,
    };
    const opened = this.connection.openUri(uri, options);
    // There is a client from this moment on, and it has no connection yet.
    this.monitor.watchPool(this.connection.getClient());
    await opened.catch(async (error: unknown) => {
      throw await whyNoServer(uri, error);
    });
    await assertReplicaSet(this.connection.getClient());
    this.refuseWeakWrites();
  }

  /** Acknowledged writes survive a lost primary only by majority. */
  private refuseWeakWrites(): void {
    const concern = this.connection.getClient().writeConcern?.w;
    if (!this.app.isProduction || concern === undefined || concern === 'majority') return;
    const line = `MONGODB_URI asks for the write concern w=${String(concern)}; points need w=majority (the default).`;
    throw new FatalError(line, EXIT.configuration);
  }

  private async resolveServer(): Promise<void> {
    if (this.server !== undefined) return;
    const server = await resolveMongoServer({
      uri: this.config.uri,
      dataDir: this.config.dataDir,
      databaseName: DEFAULT_DATABASE,
      setParameter: { transactionLifetimeLimitSeconds: ABANDONED_TRANSACTION_SECONDS },
      environment: processEnvironment(),
      log: (line) => {
        this.logger.log(line);
      },
    });
    this.server = server;
    void server.ended.then(() => this.startServerAgain(server));
  }

  private async startServerAgain(ended: MongoServer): Promise<void> {
    if (this.stopping.signal.aborted || this.server !== ended) return;
    this.logger.warn({ msg: 'Our MongoDB has ended; starting it again' });
    this.server = undefined;
    try {
      await this.open();
    } catch (err) {
      this.logger.error({ msg: 'Our MongoDB did not come back', err });
    }
  }

  private async migrate(): Promise<void> {
    const { db } = this.connection;
    if (db === undefined) throw new Error('not connected');
    const validators = new Validators(db, this.collections.all);
    const runner = new MigrationRunner(db, await loadMigrations(), validators);
    if (this.app.isProduction && (await runner.isBehind())) {
      const pending = await runner.pending();
      const what =
        pending.length > 0 ? `${String(pending.length)} migrations are pending` : 'its validators are old';
      const line = `The database is behind: ${what}. Run "discord-db-manager migrate" first.`;
      throw new FatalError(line, EXIT.configuration);
    }
    const applied = await runner.migrate({
      signal: this.stopping.signal,
      onWait: (holder) => {
        this.logger.log({
          msg: 'Another process migrates, or died doing so; waiting',
          holder: holderOf(holder),
        });
      },
      onMissed: (err) => {
        this.logger.warn({ msg: 'The lock of the migrations could not be renewed or freed', err });
      },
    });
    for (const { id } of applied) this.logger.log({ msg: 'Migration applied', id });
  }
}
