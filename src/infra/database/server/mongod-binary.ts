import { MongoServerUnavailableError } from './mongo-server.errors.js';
import { type Environment, runCommand } from './run-command.js';

export interface MongodBinary {
  readonly path: string;
  /** Such as `6.0.5`. */
  readonly version: string;
}

/** One way to come by a mongod; the order of the ways is the order of preference. */
export interface BinaryWay {
  readonly name: string;
  /** Known before anything is fetched, so that nothing is fetched in vain. */
  readonly version?: string;
  /** @throws Error whose message is this way's answer in the final error */
  find(): Promise<readonly MongodBinary[]>;
}

/** Older servers lack parameters that we set, and nobody has tried them. */
const oldestSupported = 6;

/**
 * Takes the first mongod that can open the data; later ways are not asked.
 *
 * @param dataVersion the feature compatibility version of existing data, such as `6.0`
 * @throws MongoServerUnavailableError with each way's answer
 */
export async function findMongod(ways: readonly BinaryWay[], dataVersion?: string): Promise<MongodBinary> {
  const answers: { way: string; answer: string }[] = [];
  for (const way of ways) {
    try {
      const known = way.version === undefined ? undefined : objectionTo(way.version, dataVersion);
      if (known !== undefined) throw new Error(known);
      const binaries = await way.find();
      const usable = binaries.find(({ version }) => objectionTo(version, dataVersion) === undefined);
      if (usable) return usable;
      throw new Error(binaries.map(({ version }) => objectionTo(version, dataVersion)).join(', '));
    } catch (error) {
      answers.push({ way: way.name, answer: error instanceof Error ? error.message : String(error) });
    }
  }
  throw new MongoServerUnavailableError(answers);
}

/** mongod opens data of its own major version and of the one before, never of a newer one. */
export function objectionTo(version: string, dataVersion?: string): string | undefined {
  const [major, minor] = majorAndMinor(version);
  if (major < oldestSupported)
    return `MongoDB ${version} is too old, ${oldestSupported}.0 or newer is needed`;
  if (dataVersion === undefined) return undefined;
  const [dataMajor, dataMinor] = majorAndMinor(dataVersion);
  const isOlder = major < dataMajor || (major === dataMajor && minor < dataMinor);
  if (!isOlder && major <= dataMajor + 1) return undefined;
  return `MongoDB ${version} cannot open the data here, which are of version ${dataVersion}`;
}

function majorAndMinor(version: string): [major: number, minor: number] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return [major, minor];
}

/**
 * Proves that a file is a mongod which runs on this machine.
 *
 * @throws Error a missing library, another architecture or no mongod at all, in one line
 */
export async function verifyMongod(path: string, environment: Environment): Promise<MongodBinary> {
  const printed = await runCommand(path, ['--version'], { environment, timeoutMs: 10_000 });
  const version = /^db version v(\d+\.\d+\.\d+)/m.exec(printed)?.[1];
  if (version === undefined) throw new Error(`${path} does not say "db version"`);
  return { path, version };
}
