import { MessageFlags, type REST, RESTJSONErrorCodes } from 'discord.js';
import { notice } from '../../../../src/infra/discord/components.js';
import {
  DiscordApi,
  DiscordRefusedError,
  DiscordUnavailableError,
} from '../../../../src/infra/discord/discord-api.js';
import { aSnowflake } from '../../../support/builders/index.js';
import { aDiscordError } from '../../../support/fakes/index.js';

interface Request {
  readonly method: string;
  readonly route: string;
  readonly body: unknown;
}

function apiWith(failure?: Error): { api: DiscordApi; requests: Request[] } {
  const requests: Request[] = [];
  const send = (method: string) => (route: string, options?: { body?: unknown }) => {
    requests.push({ method, route, body: options?.body });
    return failure === undefined ? Promise.resolve({ id: '7' }) : Promise.reject(failure);
  };
  const rest = { get: send('GET'), post: send('POST'), patch: send('PATCH') };
  return { api: new DiscordApi(rest as unknown as REST), requests };
}

const view = notice('Hi');

describe('what the bot sends', () => {
  it('is posted with a nonce that Discord enforces, and pings nobody', async () => {
    const { api, requests } = apiWith();
    await api.post('1', view, 'n'.repeat(25));
    expect(requests).toEqual([
      {
        method: 'POST',
        route: '/channels/1/messages',
        body: {
          components: view,
          flags: MessageFlags.IsComponentsV2,
          allowed_mentions: { parse: [] },
          nonce: 'n'.repeat(25),
          enforce_nonce: true,
        },
      },
    ]);
  });

  it('is not posted with a nonce that Discord would refuse', () => {
    const { api, requests } = apiWith();
    expect(() => api.post('1', view, 'n'.repeat(26))).toThrow(RangeError);
    expect(requests).toEqual([]);
  });

  it('goes to the member’s own channel as a direct message', async () => {
    const { api, requests } = apiWith();
    const discordId = aSnowflake();
    await api.directMessage(discordId, view, 'n');
    expect(requests).toMatchObject([
      { route: '/users/@me/channels', body: { recipient_id: discordId } },
      { route: '/channels/7/messages', body: { nonce: 'n' } },
    ]);
  });
});

describe('an answer of Discord', () => {
  it.each([
    RESTJSONErrorCodes.UnknownChannel,
    RESTJSONErrorCodes.UnknownGuild,
    RESTJSONErrorCodes.MissingAccess,
    RESTJSONErrorCodes.MissingPermissions,
  ])('with %i means that the place can not be used', async (code) => {
    const error: unknown = await apiWith(aDiscordError(code))
      .api.edit('1', '2', view)
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DiscordRefusedError);
    expect(error).toMatchObject({
      discordCode: code,
      isPlaceUnusable: true,
      isMessageGone: false,
      retryable: false,
    });
  });

  it('may mean that the message is gone', async () => {
    const error: unknown = await apiWith(aDiscordError(RESTJSONErrorCodes.UnknownMessage))
      .api.edit('1', '2', view)
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ isPlaceUnusable: false, isMessageGone: true });
  });

  it('that never came is worth another try', async () => {
    const error: unknown = await apiWith(new Error('ECONNREFUSED'))
      .api.recentMessages('1')
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DiscordUnavailableError);
    expect(error).toHaveProperty('retryable', true);
  });
});
