import { Option } from 'nest-commander';
import { holderOf, MigrationLock } from '../infra/database/migrations/migration-lock.js';
import { Collections } from '../infra/database/schema/index.js';
import { SECOND_MS } from '../kernel/clock.js';
import {
  DuplicateRowsError,
  IndexRebuilder,
  indexStates,
  type PlannedRebuild,
  rebuildPlan,
} from '../maintenance/indexes/index.js';
import { type Outcome, wholeNumber } from './cli-command.js';
import { UsageError } from './cli-errors.js';
import { CliTools, type DatabaseCall, DatabaseCommand, type DatabaseOptions } from './database-command.js';
import { EXIT, EXIT_MEANINGS } from './exit-codes.js';
import { audit } from './operator-audit.js';
import { type Progress, progressOn } from './progress.js';
import { duration, table } from './tables.js';
import { PROGRAM, Verb } from './verb.js';

interface RebuildOptions extends DatabaseOptions {
  readonly all?: boolean;
  readonly dropUnknown?: boolean;
  readonly wait?: number;
}

interface Done {
  readonly collection: string;
  readonly name: string;
  readonly does: PlannedRebuild['does'];
  readonly durationMs: number;
  /** Why it was not made; nothing was changed about it. */
  readonly failure?: DuplicateRowsError;
}

/** Longer than the lease: what a dead process held is free by then. */
const WAIT_SECONDS = 60;

/** Makes indexes as they are declared, while the service runs. */
@Verb({
  name: 'indexes:rebuild',
  description: 'Make indexes as they are declared; uniqueness holds at every moment, also while others write',
  arguments: '[collection] [index]',
  argsDescription: {
    collection: 'Only indexes of this collection',
    index: 'Only this one, also if it is as declared',
  },
  examples: [
    ['indexes:rebuild', 'what is missing, different or was left unfinished'],
    ['indexes:rebuild drafts member', 'this one anew'],
    ['indexes:rebuild --drop-unknown --yes', 'and drop those that are declared nowhere'],
  ],
  exits: {
    [EXIT.drift]: 'rows stand in the way of a unique index; it is as it was',
    [EXIT.locked]: EXIT_MEANINGS[EXIT.locked],
  },
})
export class IndexesRebuildCommand extends DatabaseCommand<RebuildOptions> {
  protected override readonly endsBySignal = true;
  protected override readonly isWriting = (): boolean => true;

  constructor(
    tools: CliTools,
    private readonly collections: Collections,
  ) {
    super(tools);
  }

  protected async execute(call: DatabaseCall<RebuildOptions>): Promise<Outcome> {
    const drops = (await this.plan(call)).filter(({ state }) => state.state === 'unknown');
    if (drops.length > 0) {
      const names = drops.map(({ state }) => `${state.collection}.${state.name}`).join(', ');
      await call.confirm(`Drop what is declared nowhere (${names}) in ${call.target}?`);
    }
    const done = await new MigrationLock(call.db).hold(
      {
        signal: call.signal,
        waitMs: (call.options.wait ?? WAIT_SECONDS) * SECOND_MS,
        onWait: (holder) => {
          this.terminal.say(`Another process has the lock (${holderOf(holder)}); waiting…`);
        },
      },
      // Planned anew: whoever had the lock may have changed them.
      async ({ lost }) => this.rebuild(call, await this.plan(call), AbortSignal.any([call.signal, lost])),
    );
    return this.told(done);
  }

  @Option({ flags: '--all', description: 'Also those that are as declared' })
  parseAll(): boolean {
    return true;
  }

  @Option({ flags: '--drop-unknown', description: 'Drop those that are declared nowhere' })
  parseDropUnknown(): boolean {
    return true;
  }

  @Option({
    flags: '--wait <seconds>',
    description: `Wait so long for another process that migrates, ${String(WAIT_SECONDS)} unless told; then exit 5`,
  })
  parseWait(text: string): number {
    return wholeNumber('--wait', text, { min: 0, max: 86_400 });
  }

  /** @throws UsageError no such collection or index */
  private async plan({ db, options, parameters }: DatabaseCall<RebuildOptions>): Promise<PlannedRebuild[]> {
    const [collection, index] = parameters;
    const chosen = this.collections.all.filter(({ name }) => collection === undefined || name === collection);
    if (chosen.length === 0) throw unknownName(collection);
    const existing = new Set(
      (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name),
    );
    const lacking = chosen.filter(({ name }) => !existing.has(name)).map(({ name }) => name);
    if (lacking.length > 0)
      throw new UsageError(`There is no ${lacking.join(', ')} yet`, `First: ${PROGRAM} migrate`);
    const states = (await Promise.all(chosen.map((facts) => indexStates(db, facts)))).flat();
    const named = states.filter(({ name }) => index === undefined || name === index);
    if (named.length === 0) throw unknownName(index);
    const isAll = options.all === true || index !== undefined;
    return rebuildPlan(named, { isAll, dropsUnknown: options.dropUnknown === true });
  }

  private async rebuild(
    { db }: DatabaseCall<RebuildOptions>,
    plan: readonly PlannedRebuild[],
    signal: AbortSignal,
  ): Promise<Done[]> {
    const progress = await progressOn(this.terminal);
    const rebuilder = new IndexRebuilder(db, this.collections.all, (step) => {
      progress.tell(step);
    });
    const done: Done[] = [];
    for (const planned of plan) {
      signal.throwIfAborted();
      const one = await this.rebuildOne(rebuilder, planned, progress, signal);
      done.push(one);
      if (one.failure === undefined) await this.note(db, one);
    }
    return done;
  }

  private async rebuildOne(
    rebuilder: IndexRebuilder,
    planned: PlannedRebuild,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<Done> {
    const { collection, name } = planned.state;
    const startedAt = performance.now();
    const facts = (): Done => ({
      collection,
      name,
      does: planned.does,
      durationMs: Math.round(performance.now() - startedAt),
    });
    progress.begin(`${collection}.${name}`);
    try {
      await rebuilder.run(planned, signal);
      await progress.end(`${planned.does}, ${duration(facts().durationMs)}`);
      return facts();
    } catch (failure) {
      await progress.fail('not done');
      if (failure instanceof DuplicateRowsError) return { ...facts(), failure };
      throw failure;
    }
  }

  private note(db: DatabaseCall<object>['db'], { collection, name, does }: Done): Promise<void> {
    const deed = {
      action: does === 'drop' ? 'index.drop' : 'index.rebuild',
      target: { kind: collection, id: name },
      changes: [{ field: 'index', after: JSON.stringify(does) }],
    };
    return db.client.withSession((session) => audit(db, this.tools.clock.now(), deed, session));
  }

  private told(done: readonly Done[]): Outcome {
    const failures = done.flatMap(({ failure }) => failure ?? []);
    const rows = done.map(({ collection, name, does, durationMs, failure }) => [
      collection,
      name,
      failure === undefined ? does : 'not done: duplicates',
      duration(durationMs),
    ]);
    for (const { message } of failures) this.terminal.warn(message);
    return {
      result: { indexes: done.map(plain) },
      text:
        rows.length > 0
          ? table(this.terminal, ['COLLECTION', 'INDEX', 'DID', 'TOOK'], rows)
          : 'nothing to do',
      ...(failures.length > 0 && {
        exitCode: EXIT.drift,
        next: `Decide which of these rows stay, remove the others, then: ${PROGRAM} indexes:rebuild`,
      }),
    };
  }
}

const plain = ({ failure, ...facts }: Done): object => ({
  ...facts,
  ...(failure && { duplicates: failure.duplicates }),
});

const unknownName = (name = ''): UsageError =>
  new UsageError(`There is no ${name.slice(0, 60)}`, `Nothing was done. Look at: ${PROGRAM} indexes:status`);
