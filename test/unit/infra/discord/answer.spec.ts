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
import { FakeInteraction, FOLLOW_UP_ID, silenceLogs } from '../../../support/fakes/index.js';

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

  it('says what came of it though "not confirmed yet" could not be said', async () => {
    const refusals: Record<string, Error> = { editReply: new Error('network') };
    const interaction = new FakeInteraction({ refusals });
    const { promise, resolve } = slowWork();
    const answered = answer(interaction.asInteraction, promise, view);
    await jest.advanceTimersByTimeAsync(DECIDE_WITHIN_MS);
    expect(interaction.methods).toEqual(['deferReply']);
    delete refusals.editReply;
    resolve('done');
    await answered;
    expect(interaction.methods).toEqual(['deferReply', 'editReply']);
    expect(interaction.lastText).toContain('done');
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

  describe('when the work is slow', () => {
    const bodies = ({ calls }: FakeInteraction) => calls.map(({ body }) => JSON.stringify(body ?? null));
    /** As a button's handler, whose errors the filter tells. */
    function press(work: Promise<string>, refusals: Record<string, Error> = {}) {
      const interaction = new FakeInteraction({ kind: 'component', refusals });
      const replies = new ErrorReplies(new Metrics());
      const ended = updatePanel(interaction.asInteraction, work, view).catch((error: unknown) =>
        replies.answer(interaction.asInteraction, error),
      );
      return { interaction, ended };
    }

    it('leaves the panel as it is until there is another', async () => {
      const { promise, resolve } = slowWork();
      const { interaction, ended } = press(promise);
      await jest.advanceTimersByTimeAsync(ACKNOWLEDGE_WITHIN_MS);
      expect(interaction.methods).toEqual(['deferUpdate']);
      resolve('next');
      await ended;
      expect(interaction.methods).toEqual(['deferUpdate', 'editReply']);
      expect(interaction.lastText).toContain('next');
    });

    it('says beside the panel that it is not confirmed, until it is', async () => {
      const { promise, resolve } = slowWork();
      const { interaction, ended } = press(promise);
      await jest.advanceTimersByTimeAsync(DECIDE_WITHIN_MS);
      expect(interaction.methods).toEqual(['deferUpdate', 'followUp']);
      expect(interaction.calls[1]?.body).toMatchObject({
        flags: MessageFlags.Ephemeral | MessageFlags.IsComponentsV2,
      });
      expect(interaction.lastText).toContain('Not confirmed yet');
      resolve('next');
      await ended;
      expect(interaction.methods.slice(2)).toEqual(['editReply', 'deleteReply']);
      expect(bodies(interaction)[2]).toContain('next');
      expect(interaction.calls[3]?.body).toBe(FOLLOW_UP_ID);
    });

    it('tells a refusal beside the panel', async () => {
      const { promise, reject } = slowWork();
      const { interaction, ended } = press(promise);
      await jest.advanceTimersByTimeAsync(ACKNOWLEDGE_WITHIN_MS);
      reject(new Error('no'));
      await ended;
      expect(interaction.methods).toEqual(['deferUpdate', 'followUp']);
      expect(interaction.calls[1]?.body).toMatchObject({
        flags: MessageFlags.Ephemeral | MessageFlags.IsComponentsV2,
      });
      expect(interaction.lastText).toContain('Something went wrong');
    });

    it('tells a late refusal where it said that it is not confirmed', async () => {
      const { promise, reject } = slowWork();
      const { interaction, ended } = press(promise);
      await jest.advanceTimersByTimeAsync(DECIDE_WITHIN_MS);
      reject(new Error('no'));
      await ended;
      expect(interaction.methods).toEqual(['deferUpdate', 'followUp', 'editReply']);
      expect(interaction.calls[2]?.body).toMatchObject({ message: FOLLOW_UP_ID });
      expect(interaction.lastText).toContain('Something went wrong');
    });

    it('shows the next panel though "not confirmed yet" could not be said', async () => {
      const { promise, resolve } = slowWork();
      const { interaction, ended } = press(promise, { followUp: new Error('network') });
      await jest.advanceTimersByTimeAsync(DECIDE_WITHIN_MS);
      resolve('next');
      await ended;
      expect(interaction.methods).toEqual(['deferUpdate', 'editReply']);
    });

    it('is content when what it said beside the panel is gone already', async () => {
      const { promise, resolve } = slowWork();
      const { interaction, ended } = press(promise, { deleteReply: new Error('Unknown Message') });
      await jest.advanceTimersByTimeAsync(DECIDE_WITHIN_MS);
      resolve('next');
      await ended;
      expect(interaction.methods).toEqual(['deferUpdate', 'followUp', 'editReply']);
    });
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
