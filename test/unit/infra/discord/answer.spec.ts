import { MessageFlags } from 'discord.js';
import {
  ACKNOWLEDGE_WITHIN_MS,
  answer,
  DECIDE_WITHIN_MS,
  inTime,
  OutcomeUnknownError,
  updatePanel,
} from '../../../../src/infra/discord/answer.js';
import { notice } from '../../../../src/infra/discord/components.js';
import { Metrics } from '../../../../src/infra/observability/index.js';
import { ErrorReplies } from '../../../../src/infra/discord/error-replies.js';
import { FakeInteraction, silenceLogs } from '../../../support/fakes/index.js';

silenceLogs();
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const view = (words: string) => notice(words);

/** Work that ends when the test says so. */
const slowWork = () => Promise.withResolvers<string>();

describe('answer', () => {
  it('replies once and privately, pinging nobody, when the work is quick', async () => {
    const interaction = new FakeInteraction();
    await answer(interaction.asInteraction, Promise.resolve('done'), view);
    expect(interaction.methods).toEqual(['reply']);
    expect(interaction.calls[0]?.body).toMatchObject({
      flags: MessageFlags.Ephemeral | MessageFlags.IsComponentsV2,
      allowedMentions: { parse: [] },
    });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('defers at 1.5 seconds, not before', async () => {
    const interaction = new FakeInteraction();
    const { promise, resolve } = slowWork();
    const answered = answer(interaction.asInteraction, promise, view);
    await jest.advanceTimersByTimeAsync(ACKNOWLEDGE_WITHIN_MS - 1);
    expect(interaction.methods).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(interaction.methods).toEqual(['deferReply']);
    resolve('done');
    await answered;
    expect(interaction.methods).toEqual(['deferReply', 'editReply']);
    expect(interaction.lastText).toContain('done');
  });

  it('says at 2.5 seconds that it is not confirmed, and then what came of it', async () => {
    const interaction = new FakeInteraction({ locale: 'de' });
    const { promise, resolve } = slowWork();
    const answered = answer(interaction.asInteraction, promise, view);
    await jest.advanceTimersByTimeAsync(DECIDE_WITHIN_MS);
    expect(interaction.methods).toEqual(['deferReply', 'editReply']);
    expect(interaction.lastText).toContain('Noch nicht bestätigt');
    await jest.advanceTimersByTimeAsync(60_000);
    expect(interaction.methods).toHaveLength(2);
    resolve('done');
    await answered;
    expect(interaction.methods).toEqual(['deferReply', 'editReply', 'editReply']);
    expect(interaction.lastText).toContain('done');
  });

  it('acknowledges within the three seconds of Discord', () => {
    expect(ACKNOWLEDGE_WITHIN_MS).toBeLessThan(DECIDE_WITHIN_MS);
    expect(DECIDE_WITHIN_MS).toBeLessThan(3_000);
  });

  it('leaves an error to the filter, at once', async () => {
    const interaction = new FakeInteraction();
    await expect(answer(interaction.asInteraction, Promise.reject(new RangeError()), view)).rejects.toThrow(
      RangeError,
    );
    expect(interaction.methods).toEqual([]);
  });

  it('tells an error that comes late in the message that said it would update', async () => {
    const interaction = new FakeInteraction();
    const replies = new ErrorReplies(new Metrics());
    const { promise, reject } = slowWork();
    const answered = answer(interaction.asInteraction, promise, view).catch((error: unknown) =>
      replies.answer(interaction.asInteraction, error),
    );
    await jest.advanceTimersByTimeAsync(DECIDE_WITHIN_MS);
    reject(new Error('late'));
    await answered;
    expect(interaction.methods).toEqual(['deferReply', 'editReply', 'editReply']);
    expect(interaction.lastText).toContain('Something went wrong');
  });

  it('leaves no rejection unheard when Discord refuses the deferral', async () => {
    const refusal = new Error('Unknown interaction');
    const interaction = new FakeInteraction({ refusals: { deferReply: refusal } });
    const { promise, reject } = slowWork();
    const answered = answer(interaction.asInteraction, promise, view).catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(ACKNOWLEDGE_WITHIN_MS);
    expect(await answered).toBe(refusal);
    // Jest fails a test in which a rejection is unheard.
    reject(new Error('later'));
    await jest.advanceTimersByTimeAsync(0);
  });
});

describe('updatePanel', () => {
  it('changes the panel that was pressed', async () => {
    const interaction = new FakeInteraction({ kind: 'component' });
    await updatePanel(interaction.asInteraction, Promise.resolve('next'), view);
    expect(interaction.methods).toEqual(['update']);
  });

  it('changes the panel from which a form was opened', async () => {
    const interaction = new FakeInteraction({ kind: 'modal', isFromMessage: true });
    await updatePanel(interaction.asInteraction, Promise.resolve('next'), view);
    expect(interaction.methods).toEqual(['update']);
  });

  it('answers anew where there is no panel', async () => {
    const interaction = new FakeInteraction({ kind: 'modal' });
    await updatePanel(interaction.asInteraction, Promise.resolve('next'), view);
    expect(interaction.methods).toEqual(['reply']);
  });

  it('defers the change when the work is slow, and says when it is not confirmed', async () => {
    const interaction = new FakeInteraction({ kind: 'component' });
    const { promise, resolve } = slowWork();
    const updated = updatePanel(interaction.asInteraction, promise, view);
    await jest.advanceTimersByTimeAsync(ACKNOWLEDGE_WITHIN_MS);
    expect(interaction.methods).toEqual(['deferUpdate']);
    await jest.advanceTimersByTimeAsync(DECIDE_WITHIN_MS - ACKNOWLEDGE_WITHIN_MS);
    expect(interaction.lastText).toContain('Not confirmed yet');
    resolve('next');
    await updated;
    expect(interaction.methods).toEqual(['deferUpdate', 'editReply', 'editReply']);
    expect(interaction.lastText).toContain('next');
  });
});

describe('inTime', () => {
  it('gives what comes in time', async () => {
    const { promise, resolve } = slowWork();
    const outcome = inTime(promise);
    await jest.advanceTimersByTimeAsync(DECIDE_WITHIN_MS - 1);
    resolve('form');
    await expect(outcome).resolves.toBe('form');
  });

  it('passes an error on', async () => {
    await expect(inTime(Promise.reject(new RangeError()))).rejects.toThrow(RangeError);
  });

  it('gives up while Discord still takes an answer', async () => {
    const { promise } = slowWork();
    const outcome = inTime(promise).catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(DECIDE_WITHIN_MS);
    expect(await outcome).toBeInstanceOf(OutcomeUnknownError);
  });
});
