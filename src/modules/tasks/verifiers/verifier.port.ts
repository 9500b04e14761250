import { type FormField, type MemberAction, NOTHING_SENT, type Sent } from '../../../infra/discord/index.js';
import type { Texts } from '../../../locales/index.js';
import type { Score } from '../schemas/task-completion.schema.js';
import type { DiscordTaskPost, TaskType } from '../schemas/task-post.schema.js';
import type { Fault } from '../tasks.rules.js';

/** What came of one attempt, and is recorded. */
export type Verdict =
  | { readonly state: 'verified'; readonly answers?: readonly string[]; readonly score?: Score }
  /** A moderator decides. */
  | {
      readonly state: 'pending';
      readonly proof: string;
      /** Where one proof serves one member of a task: the proof in the form in which equal ones are equal. */
      readonly proofKey?: string;
    }
  /** May be tried again. */
  | { readonly state: 'rejected'; readonly score: Score };

export type Asks = Readonly<Record<string, unknown>>;

/** What a task asks for, or all that is wrong with what a manager filled in. */
export type AsksRead = { readonly asks: Asks } | { readonly faults: readonly Fault[] };

/** How one type of task is set up, shown, and found to be done. A new type is a folder with its own. */
export abstract class Verifier {
  abstract readonly type: TaskType;

  /** Whether a moderator decides in the end. */
  abstract readonly isReviewed: boolean;

  /** What a manager fills in for this type; `questions`: in the editor of questions. */
  abstract readonly settings: readonly FormField[] | 'questions';

  /** Reads what a manager of this server filled in; looks at the server itself where that is asked for. */
  abstract readAsks(sent: Sent, guildId: string): AsksRead | Promise<AsksRead>;

  /** What a manager filled in, read from what a task asks for: the same form then shows it. */
  filledIn(asks: Asks): Sent {
    if (this.settings === 'questions') return NOTHING_SENT;
    return Object.fromEntries(this.settings.map(({ id }) => [id, textsIn(asks[id])]));
  }

  /** What keeps a task of this type from being posted, though a manager may have saved it. */
  missing(asks: Asks): Fault | undefined {
    if (this.settings === 'questions' || Object.keys(asks).length > 0) return undefined;
    const field = this.settings.find(({ isOptional }) => isOptional !== true);
    return field && ((texts) => texts.taskEditor.notFilledIn(field.label(texts)));
  }

  /** For the card: what is to be done. A draft may ask for nothing yet. */
  abstract howTo(asks: Asks, texts: Texts): string;

  /** What a member fills in, up to five fields a page; no page: one press is enough. */
  abstract pages(asks: Asks): readonly (readonly FormField[])[];

  /**
   * Looks for itself; what can't be looked at is not done.
   *
   * @param sent what the member filled in, of all pages
   * @throws NotDoneYetError with what is missing: nothing is recorded
   * @throws ProofInvalidError what was filled in can't be right
   */
  abstract check(post: DiscordTaskPost, action: MemberAction, sent: Sent): Promise<Verdict>;
}

function textsIn(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((one) => (typeof one === 'string' || typeof one === 'number' ? [String(one)] : []));
}
