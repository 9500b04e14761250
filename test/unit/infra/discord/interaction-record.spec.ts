import { answer, DECIDE_WITHIN_MS, OutcomeUnknownError } from '../../../../src/infra/discord/answer.js';
import { type InteractionRecord } from '../../../../src/infra/discord/interaction-record.js';
import { noteOfInteraction } from '../../../../src/infra/observability/index.js';
import { OwnSubmissionError, TaskPostNotFoundError } from '../../../../src/modules/tasks/tasks.errors.js';
import { aSnowflake } from '../../../support/builders/index.js';
import {
  aDiscordError,
  FakeInteraction,
  type FixedClock,
  silenceLogs,
} from '../../../support/fakes/index.js';
import { aRawCommand, aRawPress, GateHarness } from './gate-harness.js';

silenceLogs();

let harness: GateHarness;
beforeEach(() => {
  harness = new GateHarness();
});
const ending = async (interaction: FakeInteraction): Promise<InteractionRecord> => {
  harness.emit(interaction);
  await harness.gate.drain(1_000);
  expect(harness.records.all).toHaveLength(1);
  return harness.records.all[0]!;
};

describe('the record of an interaction', () => {
  it.each([
    ['done', () => Promise.resolve(), { status: 'done' }],
    [
      'denied',
      () => Promise.reject(new OwnSubmissionError('x')),
      { status: 'denied', errorCode: 'OWN_SUBMISSION' },
    ],
    [
      'refused',
      () => Promise.reject(new TaskPostNotFoundError()),
      { status: 'refused', errorCode: 'TASK_NOT_FOUND' },
    ],
    [
      'failed',
      () => Promise.reject(new TypeError('a secret')),
      {
        status: 'failed',
        errorCode: 'TypeError',
        incidentId: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
      },
    ],
    [
      'unconfirmed, as a call missed its deadline',
      () => Promise.reject(new OutcomeUnknownError('x')),
      { status: 'unconfirmed', errorCode: 'OUTCOME_UNKNOWN' },
    ],
    [
      'unconfirmed, as Discord took no answer',
      () => Promise.reject(aDiscordError(10_062, 404)),
      { status: 'unconfirmed', errorCode: 'DISCORD_10062' },
    ],
    ['unknown', () => undefined, { status: 'unknown' }],
  ])('says that it was %s', async (_, handler, expected) => {
    harness.onInteraction(handler);
    const record = await ending(new FakeInteraction({ kind: 'component' }));
    expect(record.ending).toEqual(expected);
    expect(await harness.outcomes()).toEqual({ [`component ${expected.status}`]: 1 });
  });

  it('says that it was unconfirmed when the member was told so, whatever came of it', async () => {
    jest.useFakeTimers();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    harness.onInteraction((interaction) => answer(interaction.asInteraction, promise, () => []));
    harness.emit(new FakeInteraction({ kind: 'component' }));
    await jest.advanceTimersByTimeAsync(DECIDE_WITHIN_MS);
    resolve(undefined);
    await jest.advanceTimersByTimeAsync(0);
    jest.useRealTimers();
    expect(harness.records.all).toMatchObject([{ ending: { status: 'unconfirmed' } }]);
  });

  it('says who, where and what, and when', async () => {
    harness.onInteraction(() => Promise.resolve());
    const raw = aRawPress(harness.clock);
    harness.clock.advance(40);
    harness.receive(raw);
    await harness.gate.drain(1_000);
    expect(harness.records.all).toEqual([
      expect.objectContaining({
        interactionId: raw.id,
        guildId: raw.guild_id,
        channelId: raw.channel_id,
        userId: (raw.member as { user: { id: string } }).user.id,
        kind: 'component',
        customId: 'tasks/complete/1',
        commandName: undefined,
        options: undefined,
        madeAt: new Date('2026-11-23T12:00:00Z'),
        latencyMs: 40,
        notes: {},
      }),
    ]);
  });

  it('is made of a payload of another form too, without anything of its contents', async () => {
    harness.receive(aRawPress(harness.clock, { data: { custom_id: { $ne: null }, name: 'x' } }));
    await harness.gate.drain(1_000);
    const { kind, customId, commandName, options, ending: end } = harness.records.all[0]!;
    expect({ kind, customId, commandName, options }).toEqual({ kind: 'component' });
    expect(end).toEqual({ status: 'malformed' });
  });

  it('is not made where nobody knows whose it is', async () => {
    harness.receive(aRawPress(harness.clock, { member: { user: { id: { $gt: '' } } } }));
    await harness.gate.drain(1_000);
    expect(harness.records.all).toEqual([]);
    expect(await harness.outcomes()).toEqual({ 'component malformed': 1 });
  });

  it('is not made again for a repetition', async () => {
    harness.onInteraction(() => Promise.resolve());
    const raw = aRawPress(harness.clock);
    harness.receive(raw);
    harness.receive(raw);
    await harness.gate.drain(1_000);
    expect(harness.records.all).toHaveLength(1);
  });

  it('carries what was noted in it, and nothing of its neighbours', async () => {
    harness.onInteraction(async ({ customId }) => {
      noteOfInteraction({ conversionEvent: true });
      await Promise.resolve();
      if (customId.endsWith('1')) noteOfInteraction({ pointsAwarded: 5 });
    });
    noteOfInteraction({ rateLimited: true });
    harness.emit(new FakeInteraction({ kind: 'component', customId: 'tasks/complete/1' }));
    harness.emit(new FakeInteraction({ kind: 'component', customId: 'tasks/complete/2' }));
    await harness.gate.drain(1_000);
    expect(harness.records.all.map(({ notes }) => notes)).toEqual([
      { conversionEvent: true, pointsAwarded: 5 },
      { conversionEvent: true },
    ]);
  });

  it('has the time until the first answer that Discord took', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    harness.onInteraction(() => promise);
    const id = harness.emit(new FakeInteraction({ kind: 'component' }));
    harness.answered(id, 404);
    expect((await harness.metrics.acknowledgementSeconds.get()).values).toEqual([]);
    harness.answered(id);
    harness.answered(id);
    resolve(undefined);
    await harness.gate.drain(1_000);
    const [record] = harness.records.all;
    expect(record!.responseMs).toBeGreaterThan(0);
    expect(record!.processingMs).toBeGreaterThanOrEqual(record!.responseMs!);
    const { values } = await harness.metrics.acknowledgementSeconds.get();
    expect(values.find(({ metricName }) => metricName?.endsWith('_count'))?.value).toBe(1);
  });

  it('has no time of an answer, and no way of a clock that runs ahead, where there is none', async () => {
    harness.onInteraction(() => Promise.resolve());
    const raw = aRawPress(harness.clock);
    harness.clock.advance(-1);
    harness.receive(raw);
    await harness.gate.drain(1_000);
    expect(harness.records.all[0]).toMatchObject({ latencyMs: undefined, responseMs: undefined });
  });

  it('is made when the drain gives up, once', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    harness.onInteraction(() => promise);
    harness.emit(new FakeInteraction({ kind: 'component' }));
    await harness.gate.drain(1);
    expect(harness.records.all).toMatchObject([{ ending: { status: 'unconfirmed' } }]);
    resolve(undefined);
    await harness.gate.drain(1_000);
    expect(harness.records.all).toHaveLength(1);
  });
});

describe('the labels of the metrics', () => {
  const handlers = async (): Promise<unknown[]> =>
    (await harness.metrics.interactions.get()).values.map(({ labels }) => labels.handler);

  it.each<[string, (clock: FixedClock) => Record<string, unknown>, string]>([
    ['a control', (now) => aRawPress(now), 'tasks/complete'],
    [
      'a form',
      (now) => aRawPress(now, { type: 5, data: { custom_id: 'tasks/proof/1', components: [] } }),
      'tasks/proof',
    ],
    [
      'a control of nobody',
      (now) => aRawPress(now, { data: { custom_id: 'x/y/z', component_type: 2 } }),
      'other',
    ],
    ['a command of a group', (now) => aRawCommand(now, { type: 3, name: 'x', value: 'y' }), '/task create'],
    [
      'a command of nobody',
      (now) => aRawPress(now, { type: 2, data: { id: aSnowflake(), name: 'x'.repeat(300) } }),
      'other',
    ],
    [
      'a menu',
      (now) =>
        aRawPress(now, {
          type: 2,
          data: { id: aSnowflake(), name: 'Report', type: 3, target_id: '1'.repeat(18) },
        }),
      'Report',
    ],
    ['a payload of another form', (now) => aRawPress(now, { data: null }), 'other'],
  ])('name %s by a fixed set', async (_, rawOf, handler) => {
    harness.onInteraction(() => Promise.resolve());
    harness.receive(rawOf(harness.clock));
    await harness.gate.drain(1_000);
    expect(await handlers()).toEqual([handler]);
  });
});
