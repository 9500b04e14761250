import { EncryptionConfig } from '../config/encryption.config.js';
import type { FieldKeys } from '../maintenance/keys/index.js';
import { sealedFields } from '../maintenance/sealed-fields.js';
import type { Outcome } from './cli-command.js';
import { neededEncryption } from './cli-encryption.js';
import { CliTools, type DatabaseCall, DatabaseCommand, type DatabaseOptions } from './database-command.js';
import { EXIT } from './exit-codes.js';
import { table } from './tables.js';
import type { Style } from './terminal.js';
import { PROGRAM, Verb } from './verb.js';

const STATES = { active: 'active', readable: 'readable', unknown: 'not in the ring' } as const;
const STYLES: Readonly<Record<keyof typeof STATES, Style>> = {
  active: 'green',
  readable: 'yellow',
  unknown: 'red',
};

interface KeyState {
  readonly id: string;
  /** `readable`: in the ring, behind the active one. */
  readonly state: keyof typeof STATES;
  /** How many, by collection and field, in the order of the fields. */
  readonly values: readonly number[];
}

/** Which encrypted values are under which key. */
@Verb({
  name: 'keys:status',
  description: 'How many encrypted values are under which key; nothing is decrypted',
  examples: [
    ['keys:status', 'a table: a row for each key, a column for each encrypted field'],
    ['keys:status --json', 'the same for a script'],
  ],
  exits: {
    [EXIT.done]: 'every value is under the active key',
    [EXIT.pending]: 'some are under another key of the ring',
    [EXIT.drift]: 'some are under a key that is not in the ring, or are no ciphertexts',
  },
})
export class KeysStatusCommand extends DatabaseCommand {
  constructor(
    tools: CliTools,
    private readonly config: EncryptionConfig,
  ) {
    super(tools);
  }

  protected async execute({ db, signal }: DatabaseCall<DatabaseOptions>): Promise<Outcome> {
    const { keyIds } = await neededEncryption(this.config);
    const { keysOf } = await import('../maintenance/keys/index.js');
    const fields: FieldKeys[] = [];
    for (const sealed of sealedFields) fields.push(await keysOf(db, sealed, signal));
    const keys = statesOf(keyIds, fields);
    const malformed = fields.map((field) => field.malformed);
    return {
      result: {
        activeKey: keyIds[0],
        keys: keys.map(({ id, state, values }) => ({
          id,
          state,
          values: sum(values),
          fields: namedCounts(fields, values),
        })),
        malformed: namedCounts(fields, malformed),
      },
      text: this.tableOf(fields, keys, malformed),
      ...judged(keys, sum(malformed)),
    };
  }

  private tableOf(
    fields: readonly FieldKeys[],
    keys: readonly KeyState[],
    malformed: readonly number[],
  ): string {
    const head = ['KEY', 'STATE', ...fields.map(({ collection, field }) => `${collection}.${field}`)];
    const rows = keys.map(({ id, state, values }) => [
      id,
      this.terminal.styled(STYLES[state], STATES[state]),
      ...values.map(String),
    ]);
    if (sum(malformed) > 0)
      rows.push(['(none)', this.terminal.styled('red', 'no ciphertext'), ...malformed.map(String)]);
    return table(this.terminal, head, rows);
  }
}

/** The ring in its order, then what else is in the database. */
function statesOf(ring: readonly string[], fields: readonly FieldKeys[]): KeyState[] {
  const used = fields.flatMap(({ values }) => [...values.keys()]);
  const unknown = [...new Set(used)].filter((id) => !ring.includes(id)).sort();
  return [...ring, ...unknown].map((id, index) => ({
    id,
    state: index === 0 ? 'active' : ring.includes(id) ? 'readable' : 'unknown',
    values: fields.map(({ values }) => values.get(id) ?? 0),
  }));
}

function judged(keys: readonly KeyState[], malformed: number): Pick<Outcome, 'exitCode' | 'next'> {
  const inState = (state: KeyState['state']): KeyState[] => keys.filter((key) => key.state === state);
  const unknown = inState('unknown').map(({ id }) => id);
  const lost = `${PROGRAM} integrity undecryptable-tokens --repair`;
  if (unknown.length > 0)
    return {
      exitCode: EXIT.drift,
      next: `Put ${unknown.join(', ')} back into DISCORD_TOKEN_ENCRYPTION_KEY, behind the others. If it is lost: ${lost}`,
    };
  if (malformed > 0) return { exitCode: EXIT.drift, next: lost };
  const readable = inState('readable');
  if (readable.some(({ values }) => sum(values) > 0))
    return { exitCode: EXIT.pending, next: `${PROGRAM} keys:rotate` };
  const free = readable.map(({ id }) => id);
  return free.length > 0 ? { next: mayGo(free) } : {};
}

/** What is to be known before a key is dropped; the database doesn't tell it all. */
export const mayGo = (ids: readonly string[]): string =>
  `No value is under ${ids.join(', ')} any more. Keep it in DISCORD_TOKEN_ENCRYPTION_KEY, last, as long as a kept backup names it, and a month: blocks of erased members are known by it.`;

const namedCounts = (fields: readonly FieldKeys[], counts: readonly number[]): object[] =>
  fields.map(({ collection, field }, index) => ({ collection, field, values: counts[index] ?? 0 }));

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
