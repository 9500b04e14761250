import type { mongo } from 'mongoose';

export interface Plan {
  /** From the index to the result, such as `IXSCAN due > FETCH`. */
  readonly stages: string;
  readonly keysExamined: number;
  readonly docsExamined: number;
  readonly returned: number;
}

const EXPLAINABLE: ReadonlySet<string> = new Set([
  'find',
  'aggregate',
  'count',
  'distinct',
  'update',
  'delete',
  'findAndModify',
]);

/** A command whose time depends on how its rows are found. */
export const explainable = (command: string): boolean => EXPLAINABLE.has(command);

/** Runs the command again to see how; a write changes nothing. @throws what MongoDB says */
export async function planOf(
  db: mongo.Db | undefined,
  command: mongo.Document,
  maxTimeMS: number,
): Promise<Plan | undefined> {
  const explained = await db?.command({
    explain: { ...command, ...('aggregate' in command && { cursor: {} }) },
    verbosity: 'executionStats',
    maxTimeMS,
  });
  return explained && summaryOf(explained);
}

interface Stage {
  readonly stage?: string;
  readonly indexName?: string;
  readonly inputStage?: Stage;
  readonly inputStages?: readonly Stage[];
}

interface Explained {
  readonly queryPlanner?: { readonly winningPlan?: Stage & { readonly queryPlan?: Stage } };
  readonly executionStats?: {
    readonly totalKeysExamined: number;
    readonly totalDocsExamined: number;
    readonly nReturned: number;
  };
  /** Of a pipeline: the first stage holds the rest. */
  readonly stages?: readonly { readonly $cursor?: Explained }[];
}

function summaryOf(explained: Explained): Plan | undefined {
  const { queryPlanner, executionStats } = explained.stages?.[0]?.$cursor ?? explained;
  if (executionStats === undefined) return undefined;
  const plan = queryPlanner?.winningPlan;
  return {
    stages: stagesOf(plan?.queryPlan ?? plan).join(' > '),
    keysExamined: executionStats.totalKeysExamined,
    docsExamined: executionStats.totalDocsExamined,
    returned: executionStats.nReturned,
  };
}

function stagesOf(stage: Stage | undefined): string[] {
  if (stage?.stage === undefined) return [];
  const inputs = stage.inputStages ?? (stage.inputStage ? [stage.inputStage] : []);
  const own = stage.indexName === undefined ? stage.stage : `${stage.stage} ${stage.indexName}`;
  return [...inputs.flatMap(stagesOf), own];
}
