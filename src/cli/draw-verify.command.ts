import { Inject } from '@nestjs/common';
import { Option } from 'nest-commander';
import type { StepFacts, Verdict } from '../draw/index.js';
import { shownBy, wordedReason } from '../draw/verdict-words.js';
import { drawCheck } from '../locales/en-US/draw-check.js';
import { CliCommand, type CommonOptions, type Outcome } from './cli-command.js';
import { UsageError } from './cli-errors.js';
import { checkFiles, type DrawFiles } from './draws/check-files.js';
import { EXIT } from './exit-codes.js';
import { Terminal } from './terminal.js';
import { Verb } from './verb.js';

const { drawCheck: words } = drawCheck;

interface DrawVerifyOptions extends CommonOptions {
  readonly entries?: string;
  readonly entry?: string;
}

/** Whether a draw is what its proof says, from files alone. */
@Verb({
  name: 'draw:verify',
  description: 'Check a draw from its files alone: no network, no database, no settings (docs/draws.md)',
  arguments: '<proof>',
  argsDescription: { proof: 'proof.json of the draw' },
  examples: [
    ['draw:verify proof.json --entries entries.ndjson', 'the whole draw, drawn again from its list'],
    ['draw:verify proof.json --entry entry.json', 'that one entry stands in the list that was committed to'],
  ],
  isOffline: true,
  exits: {
    [EXIT.done]: 'everything holds',
    [EXIT.error]: 'a file can not be read',
    [EXIT.usage]: 'wrong use; nothing was checked',
    [EXIT.drift]: 'refused: something does not hold, with the reason',
    [EXIT.interrupted]: 'interrupted by a signal',
  },
})
export class DrawVerifyCommand extends CliCommand<DrawVerifyOptions> {
  constructor(@Inject(Terminal) terminal: Terminal) {
    super(terminal);
  }

  @Option({ flags: '--entries <file>', description: 'entries.ndjson: the list, open or masked' })
  parseEntries(path: string): string {
    return path;
  }

  @Option({
    flags: '--entry <file>',
    description: 'entry.json: one entry and its path, in place of the list',
  })
  parseEntry(path: string): string {
    return path;
  }

  protected async perform(
    options: DrawVerifyOptions,
    [proof = '']: readonly string[],
    signal: AbortSignal,
  ): Promise<Outcome> {
    const verdict = await checkFiles(filesOf(proof, options), this.terminal, signal);
    const message = messageOf(verdict);
    return {
      result: {
        holds: verdict.holds,
        ...(message && { message }),
        steps: verdict.steps,
        ...(!verdict.holds && {
          refused: { ...verdict.refused, reason: wordedReason(verdict.refused, words) },
        }),
      },
      text: this.textOf(verdict, message, options),
      ...(!verdict.holds && {
        exitCode: EXIT.drift,
        next: 'Fetch the files again. If it stays, ask whoever ran the draw; docs/draws.md says what each check means.',
      }),
    };
  }

  private textOf(verdict: Verdict, message: Message | undefined, { entries }: DrawVerifyOptions): string {
    const { terminal } = this;
    const lines = verdict.steps.map((step) => `${terminal.styled('green', '✓')} ${shownBy(step, words)}`);
    if (!verdict.holds)
      return [
        ...lines,
        `${terminal.styled('red', '✗ Refused:')} ${wordedReason(verdict.refused, words)}`,
      ].join('\n');
    const held = entries === undefined ? 'The entry is in the list of this draw.' : 'Everything holds.';
    return [...lines, terminal.styled('bold', held), '', ...(message ? lookAt(message) : [])].join('\n');
  }
}

/** @throws UsageError not exactly one of list and entry */
function filesOf(proof: string, { entries, entry }: DrawVerifyOptions): DrawFiles {
  if (entries !== undefined && entry === undefined) return { proof, entries };
  if (entry !== undefined && entries === undefined) return { proof, entry };
  throw new UsageError(
    'Take either --entries or --entry',
    'Nothing was checked. Add --entries entries.ndjson, the list; or --entry entry.json, your own entry.',
  );
}

interface Message {
  readonly url: string;
  readonly hash: string;
  readonly postedAt: string;
}

function messageOf({ steps: [first] }: Verdict): Message | undefined {
  if (first?.id !== 'commitment') return undefined;
  const { guildId, channelId, messageId, hash, postedAt }: StepFacts['commitment'] = first.facts;
  return { url: `https://discord.com/channels/${guildId}/${channelId}/${messageId}`, hash, postedAt };
}

/** What files can't show. */
const lookAt = ({ url, hash, postedAt }: Message): readonly string[] => [
  'What only your own eyes can check, that the list came first:',
  `  the message  ${url}`,
  `  must hold    ${hash}`,
  `  and is of    ${postedAt}. It must not be marked as edited, and be the first of this draw.`,
];
