/** What a script can rely on, for every verb. In `--help` and docs/cli.md. */
export const EXIT = {
  done: 0,
  error: 1,
  usage: 2,
  pending: 3,
  drift: 4,
  locked: 5,
  unreachable: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_MEANINGS: Readonly<Record<ExitCode, string>> = {
  [EXIT.done]: 'done, or in sync',
  [EXIT.error]: 'an error',
  [EXIT.usage]: 'wrong use: an option, a setting, or a missing --yes; nothing was done',
  [EXIT.pending]: 'something is pending',
  [EXIT.drift]: 'a person is needed: a migration failed, or files and database have drifted apart',
  [EXIT.locked]: 'another process holds the lock',
  [EXIT.unreachable]: 'MongoDB does not answer',
  [EXIT.interrupted]: 'interrupted by a signal, after what was begun',
};
