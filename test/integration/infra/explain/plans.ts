import type { mongo } from 'mongoose';

/** How MongoDB ran a command. */
export interface Plan {
  readonly kind: string;
  readonly stages: ReadonlySet<string>;
  readonly returned: number;
  /** Documents or keys, whichever were more. */
  readonly examined: number;
  /** For a report: what was asked. */
  readonly command: string;
}

const READ_BY_FILTER = [
  'find',
  'aggregate',
  'count',
  'distinct',
  'findAndModify',
  'update',
  'delete',
] as const;

/** What `explain` doesn't take, or what is of the session and not of the query. */
const OF_THE_SESSION = [
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  '$clusterTime',
  '$db',
  '$readPreference',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
  'ordered',
];

/** The commands with a filter that a client sends while `act` runs, in their order. */
export async function commandsOf(
  client: mongo.MongoClient,
  act: () => Promise<unknown>,
): Promise<mongo.Document[]> {
  const sent: mongo.Document[] = [];
  const listen = ({ commandName, command }: mongo.CommandStartedEvent): void => {
    if (READ_BY_FILTER.some((name) => name === commandName)) sent.push(command);
  };
  client.on('commandStarted', listen);
  try {
    await act();
  } finally {
    client.off('commandStarted', listen);
  }
  return sent.flatMap(oneByOne);
}

/** `explain` takes one write at a time. */
function oneByOne(command: mongo.Document): mongo.Document[] {
  const list = ['updates', 'deletes'].find((name) => name in command);
  if (list === undefined) return [command];
  return (command[list] as mongo.Document[]).map((one) => ({ ...command, [list]: [one] }));
}

export async function planOf(db: mongo.Db, sent: mongo.Document): Promise<Plan> {
  const command = Object.fromEntries(Object.entries(sent).filter(([key]) => !OF_THE_SESSION.includes(key)));
  const explained = await db.command({ explain: command, verbosity: 'executionStats' });
  const stats = everyObject(explained).find((inner) => 'totalDocsExamined' in inner) ?? {};
  return {
    kind: Object.keys(command)[0] ?? '',
    stages: new Set(
      everyObject(explained)
        .filter((inner) => 'winningPlan' in inner)
        .flatMap(({ winningPlan }) => everyObject(winningPlan))
        .map(({ stage }) => stage)
        .filter((stage) => typeof stage === 'string'),
    ),
    returned: Number(stats.nReturned ?? 0),
    examined: Math.max(Number(stats.totalDocsExamined ?? 0), Number(stats.totalKeysExamined ?? 0)),
    command: JSON.stringify(command, readable).slice(0, 400),
  };
}

/** The driver writes a sort as a map. */
const readable = (_key: string, value: unknown): unknown =>
  value instanceof Map ? Object.fromEntries(value) : value;

function everyObject(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(everyObject);
  if (typeof value !== 'object' || value === null || '_bsontype' in value) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(everyObject)];
}

/** Words about what is wrong with a plan; none when it is good. */
export function faultsOf(plan: Plan, sent: mongo.Document): string[] {
  const { kind, stages, returned, examined } = plan;
  const isText = stages.has('TEXT_MATCH');
  const isPage = kind === 'find' && 'sort' in sent && !isText;
  const faults = [
    stages.has('COLLSCAN') && 'scans the collection',
    isPage && stages.has('SORT') && 'sorts in memory',
    isPage && returned === 0 && 'finds nothing: fill in rows for it',
    isPage && examined > 2 * returned && `examines ${String(examined)} for ${String(returned)}`,
    isText && returned > 200 && `sorts ${String(returned)} hits`,
    isCount(sent) && stages.has('FETCH') && 'counts documents, not an index',
  ];
  return faults.filter((fault) => fault !== false).map((fault) => `${fault}: ${plan.command}`);
}

/** As `countDocuments` asks. */
function isCount({ pipeline }: mongo.Document): boolean {
  const last = (pipeline as mongo.Document[] | undefined)?.at(-1);
  return JSON.stringify(last) === '{"$group":{"_id":1,"n":{"$sum":1}}}';
}
