import type { Sha256 } from './bytes.js';
import type { DrandChain } from './drand.js';
import { type Reason, Refusal } from './refusal.js';

/** What each step showed; whoever shows the verdict puts it into words. */
export interface StepFacts {
  /** The file has the right form: where the message is, and the hash that must stand there. */
  commitment: {
    readonly hash: string;
    readonly allowlistId: string;
    readonly guildId: string;
    readonly channelId: string;
    readonly messageId: string;
    /** By Discord's clock, ISO 8601. */
    readonly postedAt: string;
    readonly entryCount: number;
    readonly ticketCount: number;
    readonly winnerCount: number;
  };
  /** Every line, the order, the counts and the root are those of the commitment. */
  list: { readonly entriesRoot: string; readonly open: number; readonly masked: number };
  /** Of `entry.json`: this line stands in the list. */
  entry: {
    readonly entriesRoot: string;
    readonly entrant: string;
    readonly tickets: number;
    readonly index: number;
  };
  /** The source is the committed one, and its value right. */
  randomness:
    | { readonly source: 'drand'; readonly round: number; readonly roundAt: string }
    | { readonly source: 'commit-reveal'; readonly seedHash: string };
  /** Ranks were drawn again from list, message and value. */
  ranking: { readonly ranks: number };
  disqualified: { readonly records: number };
  /** Of a list: all are those of the ranking. */
  winners: { readonly winners: number; readonly ranks: readonly number[] };
  /** Of `entry.json`: only their ranks could be checked, and whether this entry is among them. */
  'winners-named': { readonly winners: number; readonly ownRank: number | null };
}

export type StepId = keyof StepFacts;
export type Step = { [Id in StepId]: { readonly id: Id; readonly facts: StepFacts[Id] } }[StepId];

/** All steps of a check that holds; else those before the first thing amiss, and that. */
export type Verdict =
  | { readonly holds: true; readonly steps: readonly Step[] }
  | {
      readonly holds: false;
      readonly steps: readonly Step[];
      readonly refused: { readonly step: StepId } & Reason;
    };

/** What a check needs of its surroundings. */
export interface Surroundings {
  readonly sha256: Sha256;
  /** Told now and then while a long list is read. */
  readonly onLines?: (lines: number) => void;
  /** Told of each step that holds, when it does; the verdict has them all again. */
  readonly onStep?: (step: Step) => void;
  /** Only tests have another one than the pinned. */
  readonly chain?: DrandChain;
}

/** Notes what was shown, and where a check stopped. */
export class Check {
  private readonly steps: Step[] = [];

  /** What somebody may have handed in becomes a verdict; only a fault of reading or of ours is thrown. */
  static async of(
    { onStep }: Pick<Surroundings, 'onStep'>,
    work: (check: Check) => Promise<void>,
  ): Promise<Verdict> {
    const check = new Check(onStep);
    try {
      await work(check);
      return { holds: true, steps: check.steps };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { holds: false, steps: check.steps, refused: { step: check.current, ...error.reason } };
    }
  }

  private current: StepId = 'commitment';

  private constructor(private readonly onStep: Surroundings['onStep']) {}

  async step<Id extends StepId, Result>(
    id: Id,
    work: () => Result | Promise<Result>,
    facts: (result: Result) => StepFacts[Id],
  ): Promise<Result> {
    this.current = id;
    const result = await work();
    const step = { id, facts: facts(result) } as Step;
    this.steps.push(step);
    this.onStep?.(step);
    return result;
  }
}
