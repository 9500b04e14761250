import { Injectable } from '@nestjs/common';
import { mongo } from 'mongoose';
import { DatabaseConfig } from '../../config/database.config.js';
import { processEnvironment } from '../../config/load-env.js';
import { InfrastructureError } from '../../kernel/errors.js';
import { DEFAULT_DATABASE, namesADatabase } from './database-name.js';
import { isDatabaseUnavailable } from './database-errors.js';
import { loadMigrations } from './migrations/migration-files.js';
import { MigrationRunner } from './migrations/migration-runner.js';
import { Collections, Validators } from './schema/index.js';
import { assertReplicaSet, resolveMongoServer, whyNoServer } from './server/index.js';

export interface MaintenanceSession {
  /** Hosts and database, without credentials. */
  readonly target: string;
  readonly db: mongo.Db;
  readonly validators: Validators;
  /**
   * Loads the files, from `migrations/` unless told; the validators belong to those only.
   *
   * @throws MigrationFileError
   */
  readonly migrations: (directory?: string) => Promise<MigrationRunner>;
}

/** The driver can't read MONGODB_URI; its own words may quote the password. */
export class DatabaseUriError extends InfrastructureError {
  readonly code = 'DATABASE_URI';
  readonly retryable = false;
}

/** MongoDB does not answer; the message names the hosts, without credentials. */
export class DatabaseUnreachableError extends InfrastructureError {
  readonly code = 'DATABASE_UNREACHABLE';
  readonly retryable = true;
}

/** The database for one command of the CLI: opened, used, let go. Models are not needed, only the forms of documents. */
@Injectable()
export class MaintenanceDatabase {
  constructor(
    private readonly config: DatabaseConfig,
    private readonly collections: Collections,
  ) {}

  /**
   * @throws DatabaseUnreachableError
   * @throws DatabaseUriError
   * @throws NotAReplicaSetError
   * @throws MongoServerUnavailableError
   */
  async use<Result>(work: (session: MaintenanceSession) => Promise<Result>): Promise<Result> {
    const server = await resolveMongoServer({
      uri: this.config.uri,
      dataDir: this.config.dataDir,
      databaseName: DEFAULT_DATABASE,
      environment: processEnvironment(),
      log: (line) => process.stderr.write(`${line}\n`),
    });
    const client = this.clientFor(server.uri);
    const target = targetOf(client, server.uri);
    try {
      await assertReplicaSet(client);
      const db = client.db(namesADatabase(server.uri) ? undefined : DEFAULT_DATABASE);
      const validators = new Validators(db, this.collections.all);
      const migrations = async (directory?: string): Promise<MigrationRunner> =>
        new MigrationRunner(
          db,
          await loadMigrations(directory),
          directory === undefined ? validators : undefined,
        );
      return await work({ target, db, validators, migrations });
    } catch (thrown) {
      const error = await whyNoServer(server.uri, thrown);
      if (!isDatabaseUnavailable(error)) throw error;
      throw new DatabaseUnreachableError(`MongoDB at ${target} does not answer`, { cause: error });
    } finally {
      await client.close();
      await server.stop();
    }
  }

  /** Writes wait for a majority, whatever the address asks for: what a ledger says must not be lost. */
  private clientFor(uri: string): mongo.MongoClient {
    const { timeoutMs } = this.config;
    try {
      return new mongo.MongoClient(uri, {
        appName: 'discord-db-manager',
        writeConcern: { w: 'majority' },
        serverSelectionTimeoutMS: Math.min(timeoutMs, 10_000),
        socketTimeoutMS: timeoutMs,
      });
    } catch {
      // Without the cause: it may quote the address, and so the password.
      throw new DatabaseUriError('MONGODB_URI is no address that the driver can read');
    }
  }
}

function targetOf(client: mongo.MongoClient, uri: string): string {
  const hosts = client.options.srvHost ?? client.options.hosts.map(String).join(',');
  return `${hosts}/${namesADatabase(uri) ? client.options.dbName : DEFAULT_DATABASE}`;
}
