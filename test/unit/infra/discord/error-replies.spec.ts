import { MessageFlags, RESTJSONErrorCodes } from 'discord.js';
import mongoose, { mongo } from 'mongoose';
import { OutcomeUnknownError } from '../../../../src/infra/discord/answer.js';
import { ErrorReplies } from '../../../../src/infra/discord/error-replies.js';
import { ManagerOnlyError, ServerOnlyError } from '../../../../src/infra/discord/guards/access-errors.js';
import { Metrics } from '../../../../src/infra/observability/index.js';
import { catalogues } from '../../../../src/locales/index.js';
import { TaskPostNotFoundError } from '../../../../src/modules/tasks/tasks.errors.js';
import { aDiscordError, FakeInteraction, silenceLogs } from '../../../support/fakes/index.js';

silenceLogs();
const { errors } = catalogues['en-US'];

function setUp() {
  const metrics = new Metrics();
  return { metrics, replies: new ErrorReplies(metrics) };
}

async function told(error: unknown, interaction = new FakeInteraction()): Promise<FakeInteraction> {
  await setUp().replies.answer(interaction.asInteraction, error);
  return interaction;
}

/** The words alone; Discord shows them in one text component. */
const wordsIn = ({ calls }: FakeInteraction): string => {
  const [body] = calls.map((call) => call.body) as { components: { components: { content: string }[] }[] }[];
  return body?.components[0]?.components[0]?.content ?? '';
};

describe('an error that is expected', () => {
  it.each([
    ['a refusal of the domain', new TaskPostNotFoundError(), errors.taskNotFound],
    ['a denied access', new ManagerOnlyError('x'), errors.managerOnly],
    ['a command for servers in a direct message', new ServerOnlyError('x'), errors.serverOnly],
  ])('is told in its own words, privately: %s', async (_, error, words) => {
    const interaction = await told(error);
    expect(interaction.methods).toEqual(['reply']);
    expect(wordsIn(interaction)).toBe(words);
    expect(interaction.calls[0]?.body).toMatchObject({
      flags: MessageFlags.Ephemeral | MessageFlags.IsComponentsV2,
      allowedMentions: { parse: [] },
    });
  });

  it('is told in the language of the member', async () => {
    const interaction = await told(new TaskPostNotFoundError(), new FakeInteraction({ locale: 'de' }));
    expect(wordsIn(interaction)).toBe(catalogues.de.errors.taskNotFound);
  });
});

describe('a dependency that is away', () => {
  it.each([
    ['a missed deadline', new OutcomeUnknownError('x')],
    ['no server', new mongo.MongoServerSelectionError('x', {} as never)],
    ['a broken connection', new mongo.MongoNetworkError('x')],
    ['out of time at the server', new mongo.MongoServerError({ code: 50 })],
    ['no primary', new mongo.MongoServerError({ code: 10_107 })],
    [
      'before the first connection',
      new mongoose.MongooseError('Cannot call `x` before initial connection is complete'),
    ],
  ])('is told as "try again": %s', async (_, error) => {
    expect(wordsIn(await told(error))).toBe(errors.tryAgain);
  });
});

describe('an error that nobody expected', () => {
  it.each([
    ['a bug', new TypeError('secret detail')],
    [
      'a duplicate that no repository understood',
      new mongo.MongoServerError({ code: 11_000, message: 'secret' }),
    ],
    ['a text', 'secret'],
    ['nothing', undefined],
    ['null', null],
    ['an object without prototype', Object.create(null) as object],
    ['a refusal of Discord', aDiscordError(RESTJSONErrorCodes.InvalidFormBodyOrContentType)],
  ])('is told with an incident id and no detail: %s', async (_, error) => {
    const words = wordsIn(await told(error));
    const [, id = ''] = /`([0-9a-f]{8})`/.exec(words) ?? [];
    expect(words).toBe(errors.unexpected(id));
    expect(words).not.toContain('secret');
  });

  it('has another id each time', async () => {
    expect(wordsIn(await told(new Error('x')))).not.toBe(wordsIn(await told(new Error('x'))));
  });
});

describe('the answer to an error', () => {
  it.each([RESTJSONErrorCodes.UnknownInteraction, RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged])(
    'is not tried where Discord takes none any more (%i)',
    async (code) => {
      expect((await told(aDiscordError(code))).methods).toEqual([]);
    },
  );

  it('edits what was deferred', async () => {
    const interaction = new FakeInteraction();
    await interaction.deferReply({});
    expect((await told(new Error('x'), interaction)).methods).toEqual(['deferReply', 'editReply']);
  });

  it('follows what was answered', async () => {
    const interaction = new FakeInteraction();
    await interaction.reply({});
    expect((await told(new Error('x'), interaction)).methods).toEqual(['reply', 'followUp']);
  });

  it('gives no choices where some are awaited, once', async () => {
    const interaction = new FakeInteraction({ kind: 'autocomplete' });
    await told(new Error('x'), interaction);
    await told(new Error('x'), interaction);
    expect(interaction.calls).toEqual([{ method: 'respond', body: [] }]);
  });

  it.each([new Error('network'), aDiscordError(RESTJSONErrorCodes.UnknownInteraction, 404)])(
    'never throws, also when Discord refuses it (%p)',
    async (refusal) => {
      const interaction = new FakeInteraction({ refusals: { reply: refusal, respond: refusal } });
      await expect(told(new Error('x'), interaction)).resolves.toBe(interaction);
    },
  );

  it('is counted by what it was', async () => {
    const { metrics, replies } = setUp();
    for (const error of [
      new TaskPostNotFoundError(),
      new OutcomeUnknownError('x'),
      new Error('x'),
      aDiscordError(RESTJSONErrorCodes.UnknownInteraction),
    ])
      await replies.answer(new FakeInteraction().asInteraction, error);
    const { values } = await metrics.interactionErrors.get();
    expect(Object.fromEntries(values.map(({ labels, value }) => [labels.outcome, value]))).toEqual({
      refused: 1,
      unavailable: 1,
      failed: 1,
      unanswerable: 1,
    });
    const rejected = await metrics.rejectedCallbacks.get();
    expect(rejected.values).toMatchObject([{ labels: { code: '10062' }, value: 1 }]);
  });
});
