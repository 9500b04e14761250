import { holderOf, type LockState } from '../../infra/database/migrations/migration-lock.js';
import type { MigrationState, MigrationStatus } from '../../infra/database/migrations/migration-states.js';
import type { Validators } from '../../infra/database/schema/index.js';
import type { Outcome } from '../cli-command.js';
import type { DatabaseCall } from '../database-command.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { duration, moment, table } from '../tables.js';
import type { Style } from '../terminal.js';
import { PROGRAM, Verb } from '../verb.js';
import { MigrationCommand, type MigrationOptions } from './locked-command.js';

const STYLES: Readonly<Record<MigrationState, Style>> = {
  applied: 'green',
  baseline: 'green',
  pending: 'yellow',
  running: 'yellow',
  failed: 'red',
  changed: 'red',
  missing: 'red',
  'out of order': 'red',
};

/** What to type now, by the worst state that there is; worst first. */
const NEXT: readonly (readonly [state: MigrationState, next: string, exitCode: ExitCode])[] = [
  [
    'changed',
    `restore the released file; if the database is right as it is: ${PROGRAM} migration:repair`,
    EXIT.drift,
  ],
  [
    'missing',
    `restore the file, or start the version that has it; else: ${PROGRAM} migration:repair`,
    EXIT.drift,
  ],
  ['out of order', 'give its file the next free number', EXIT.drift],
  [
    'failed',
    `correct the cause, then: ${PROGRAM} migrate (goes on there), or rollback (takes it back)`,
    EXIT.drift,
  ],
  ['running', `wait; who migrates: ${PROGRAM} lock:status`, EXIT.pending],
  ['pending', `${PROGRAM} migrate`, EXIT.pending],
];

/** What the database has, and what it lacks. */
@Verb({
  name: 'status',
  description: 'Which migrations are applied, pending, running, failed, changed or missing',
  examples: [
    ['status', 'a table'],
    ['status --json', 'the same for a script'],
    ['status --quiet && deploy', 'go on only in sync'],
  ],
  exits: {
    [EXIT.done]: 'in sync',
    [EXIT.pending]: 'migrations or validators are pending, or are being run',
    [EXIT.drift]: 'one failed, was changed, is missing or out of order',
  },
})
export class StatusCommand extends MigrationCommand {
  protected async execute({
    migrations,
    validators,
    options,
  }: DatabaseCall<MigrationOptions>): Promise<Outcome> {
    const { migrations: found, lock } = await (await migrations(options.dir)).status();
    const rows = options.dir === undefined ? [...found, await this.formsOf(validators)] : found;
    const [, next, exitCode] = NEXT.find(([state]) => rows.some((row) => row.state === state)) ?? [];
    return {
      result: { migrations: rows, lock },
      text: this.textOf(rows, lock),
      ...(exitCode !== undefined && { exitCode, next }),
    };
  }

  /** The validators are a step like the others: they belong to the migrations of this version. */
  private async formsOf(validators: Validators): Promise<MigrationStatus> {
    const { isCurrent, setAt, checksum, collections } = await validators.status();
    return {
      id: 'validators',
      name: 'validators',
      description: `What ${String(collections)} collections accept, from the schemas`,
      state: isCurrent ? 'applied' : 'pending',
      ...(setAt && { appliedAt: setAt }),
      checksum,
    };
  }

  private textOf(rows: readonly MigrationStatus[], lock: LockState): string {
    const now = this.tools.clock.now();
    const cells = rows.map(({ id, description, name, state, appliedAt, durationMs, host = '', checksum }) => [
      id,
      description || name,
      this.terminal.styled(STYLES[state], state),
      appliedAt ? moment(appliedAt, now) : '',
      durationMs === undefined ? '' : duration(durationMs),
      host,
      checksum.slice(0, 8),
    ]);
    const head = ['ID', 'DESCRIPTION', 'STATE', 'APPLIED AT', 'DURATION', 'HOST', 'CHECKSUM'];
    const notes = rows.flatMap(({ id, note }) => (note === undefined ? [] : [`${id}: ${note}`]));
    const locked = lock.isHeld ? [`The lock is held by ${holderOf(lock)}`] : [];
    return [table(this.terminal, head, cells), ...notes, ...locked].join('\n');
  }
}
