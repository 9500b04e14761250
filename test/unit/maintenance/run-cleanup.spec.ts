import { mongo } from 'mongoose';
import { CleanupStep } from '../../../src/infra/cleanup/index.js';
import { runCleanup } from '../../../src/maintenance/cleanup/run-cleanup.js';

class FakeStep extends CleanupStep {
  readonly group = 'logs';
  readonly does = 'deletes';
  readonly describes = 'Rows.';

  constructor(
    readonly name: string,
    private readonly portions: readonly (number | Error)[],
  ) {
    super(undefined as never);
  }

  override async *count(): AsyncGenerator<number> {
    yield await Promise.resolve(100);
  }

  override async *run(): AsyncGenerator<number> {
    for (const portion of this.portions) {
      if (portion instanceof Error) throw portion;
      yield await Promise.resolve(portion);
    }
  }
}

const way = { mode: 'run', now: new Date(), batchSize: 1, breathe: () => Promise.resolve() } as const;
const serverError = (code: number) => new mongo.MongoServerError({ code, message: 'No' });

it('adds up the portions of each step, and tells of each as it ends', async () => {
  const told: string[] = [];
  const steps = [new FakeStep('a', [2, 0, 3]), new FakeStep('b', [])];
  const report = await runCleanup(steps, { ...way, onReport: ({ name }) => told.push(name) });
  expect(report).toMatchObject({
    rows: 5,
    steps: [
      { name: 'a', rows: 5 },
      { name: 'b', rows: 0 },
    ],
  });
  expect(told).toEqual(['a', 'b']);
  expect((await runCleanup(steps, { ...way, mode: 'count' })).rows).toBe(200);
});

it.each([
  ['a bug', new TypeError('x is undefined')],
  ['a query that takes too long', serverError(50)],
])(
  '%s in one step is told in its report, with what was taken before; the others go on',
  async (_, failure) => {
    const { steps } = await runCleanup([new FakeStep('a', [2, failure]), new FakeStep('b', [1])], way);
    expect(steps).toEqual([
      expect.objectContaining({ name: 'a', rows: 2, failure }),
      expect.objectContaining({ name: 'b', rows: 1 }),
    ]);
  },
);

it.each([
  ['MongoDB is away', new mongo.MongoNetworkError('connection closed')],
  ['the primary steps down', serverError(189)],
])('when %s no other step is tried', async (_, failure) => {
  const next = new FakeStep('b', [1]);
  const run = jest.spyOn(next, 'run');
  await expect(runCleanup([new FakeStep('a', [2, failure]), next], way)).rejects.toBe(failure);
  expect(run).not.toHaveBeenCalled();
});

it('breathes before each portion, and ends where that throws', async () => {
  let breaths = 0;
  const breathe = (): Promise<void> => {
    breaths += 1;
    return breaths === 3 ? Promise.reject(new Error('stop')) : Promise.resolve();
  };
  const told = jest.fn();
  const running = runCleanup([new FakeStep('a', [1, 1, 1])], { ...way, breathe, onReport: told });
  await expect(running).rejects.toThrow('stop');
  expect([breaths, told.mock.calls.length]).toEqual([3, 0]);
});
