import type { Sent } from '../../../../../src/infra/discord/index.js';
import { enUS } from '../../../../../src/locales/en-US/index.js';
import { ProofInvalidError } from '../../../../../src/modules/tasks/tasks.errors.js';
import { CustomUrlVerifier } from '../../../../../src/modules/tasks/verifiers/custom_url/custom-url.verifier.js';
import { CustomVerifier } from '../../../../../src/modules/tasks/verifiers/custom/custom.verifier.js';
import { DiscordJoinVerifier } from '../../../../../src/modules/tasks/verifiers/discord_join/discord-join.verifier.js';
import { DiscordMessageVerifier } from '../../../../../src/modules/tasks/verifiers/discord_message/discord-message.verifier.js';
import { DiscordReactionVerifier } from '../../../../../src/modules/tasks/verifiers/discord_reaction/discord-reaction.verifier.js';
import { DiscordRoleVerifier } from '../../../../../src/modules/tasks/verifiers/discord_role/discord-role.verifier.js';
import { TelegramJoinVerifier } from '../../../../../src/modules/tasks/verifiers/telegram_join/telegram-join.verifier.js';
import { TwitterFollowVerifier } from '../../../../../src/modules/tasks/verifiers/twitter_follow/twitter-follow.verifier.js';
import { TwitterLikeVerifier } from '../../../../../src/modules/tasks/verifiers/twitter_like/twitter-like.verifier.js';
import { TwitterRetweetVerifier } from '../../../../../src/modules/tasks/verifiers/twitter_retweet/twitter-retweet.verifier.js';
import type { Verifier } from '../../../../../src/modules/tasks/verifiers/verifier.port.js';
import { aMemberAction, aSnowflake, aTaskPost } from '../../../../support/builders/index.js';

const check = async (verifier: Verifier, sent: Sent, asks = {}) =>
  verifier.check(aTaskPost({ taskData: { asks } }), aMemberAction(), sent);
const asked = async (verifier: Verifier, sent: Sent) => verifier.readAsks(sent, aSnowflake());
const FAULT = { faults: [expect.any(Function)] };

describe('an account of X to follow', () => {
  const verifier = new TwitterFollowVerifier();

  it.each([
    'sky_cats',
    '@sky_cats',
    'x.com/sky_cats',
    'https://twitter.com/sky_cats?s=20',
    'https://www.x.com/sky_cats/',
  ])('is read from %s, and its plain address is on the card', async (typed) => {
    const asks = { link: 'https://x.com/sky_cats' };
    expect(await asked(verifier, { link: [typed] })).toEqual({ asks });
    expect(verifier.howTo(asks, enUS)).toContain('Follow https://x.com/sky_cats, ');
  });

  it.each([
    '',
    'sky cats',
    'a'.repeat(16),
    'https://example.com/sky_cats',
    'https://x.com/sky_cats/status/1',
    'http://x.com/sky_cats',
    'https://x.com@evil.org/a',
    'https://evil.org/x.com/a',
  ])('is not read from %j', async (typed) => {
    expect(await asked(verifier, { link: [typed] })).toEqual(FAULT);
  });
});

describe.each([new TwitterLikeVerifier(), new TwitterRetweetVerifier()])(
  'a post of X ($type)',
  (verifier) => {
    it.each([
      'https://x.com/sky_cats/status/123',
      'https://twitter.com/sky_cats/status/123?s=20&t=abc',
      'mobile.twitter.com/sky_cats/status/123/photo/1#top',
    ])('is read from %s, without what follows people', async (typed) => {
      expect(await asked(verifier, { link: [typed] })).toEqual({
        asks: { link: 'https://x.com/sky_cats/status/123' },
      });
    });

    it.each([
      'https://x.com/sky_cats',
      'https://x.com/sky_cats/status/x',
      'https://t.co/abc',
      '123',
      'javascript:alert(1)',
    ])('is not read from %s', async (typed) => {
      expect(await asked(verifier, { link: [typed] })).toEqual(FAULT);
    });
  },
);

describe('a channel of Telegram', () => {
  const verifier = new TelegramJoinVerifier();

  it.each([
    '@sky_cats',
    'sky_cats',
    't.me/sky_cats',
    'https://t.me/s/sky_cats',
    'https://telegram.me/sky_cats',
  ])('is read from %s', async (typed) => {
    expect(await asked(verifier, { link: [typed] })).toEqual({ asks: { link: 'https://t.me/sky_cats' } });
  });

  it.each([
    'cats',
    '1cats5',
    'a'.repeat(33),
    'https://t.me/+AbCdEf',
    'https://t.me/joinchat/abc',
    'https://x.com/sky_cats',
  ])('is not read from %s', async (typed) => {
    expect(await asked(verifier, { link: [typed] })).toEqual(FAULT);
  });
});

describe("a member's name at a service", () => {
  it.each(['Sky_Cat', '@Sky_Cat', ' @sky_cat ', 'https://x.com/SKY_cat', '＠sky_cat'])(
    'is the same however it is typed: %s',
    async (typed) => {
      expect(await check(new TwitterLikeVerifier(), { handle: [typed] })).toMatchObject({
        state: 'pending',
        proof: expect.stringMatching(/^@sky_cat$/i) as unknown,
        proofKey: 'sky_cat',
      });
    },
  );

  it.each(['', '@', 'sky cat', 'sky.cat', 'a'.repeat(16), '<script>', 'https://x.com/a/b'])(
    'is not taken when nobody can be called so: %j',
    async (typed) => {
      await expect(check(new TwitterLikeVerifier(), { handle: [typed] })).rejects.toThrow(ProofInvalidError);
    },
  );

  it('has five characters at least on Telegram', async () => {
    const telegram = new TelegramJoinVerifier();
    await expect(check(telegram, { handle: ['cats'] })).rejects.toThrow(ProofInvalidError);
    expect(await check(telegram, { handle: ['@Catss'] })).toMatchObject({ proofKey: 'catss' });
  });
});

describe('a link for a proof', () => {
  const verifier = new CustomUrlVerifier();
  const link = (typed: string, hosts = '') => check(verifier, { proof: [typed] }, { proof: 'link', hosts });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'http://github.com/cat',
    'ftp://github.com/cat',
    'https://127.0.0.1/',
    'https://[::ffff:169.254.169.254]/',
    'https://[::1]/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://１２７.0.0.1/',
    'https://localhost/',
    'https://cat.localhost/',
    'https://router.lan/',
    'https://metadata.google.internal/',
    'https://user@github.com/cat',
    'https://user:secret@github.com/cat',
    'https://github.com@evil.org/cat',
    'https://github.com:8443/cat',
    'https://github.com./cat',
    'https://git hub.com/',
    'https:\\\\evil.org\\cat',
    'https://',
    'github',
    '',
    '\u200B',
    'https://github.com/'.padEnd(501, 'x'),
  ])('is refused: %j', async (typed) => {
    await expect(link(typed)).rejects.toThrow(ProofInvalidError);
  });

  it('is kept without what follows people, and the same for all ways to write it', async () => {
    const ways = [
      'https://GitHub.com/cat/1?b=2&a=1&utm_source=x&fbclid=y#readme',
      'https://www.github.com/cat/1/?a=1&b=2',
      'github.com/cat/%31?a=1&b=2',
    ];
    const verdicts = await Promise.all(ways.map((way) => link(way, 'github.com')));
    expect(new Set(verdicts.map((verdict) => 'proofKey' in verdict && verdict.proofKey))).toEqual(
      new Set(['github.com/cat/1?a=1&b=2']),
    );
    expect(verdicts[0]).toMatchObject({ state: 'pending', proof: 'https://github.com/cat/1?b=2&a=1' });
  });

  it('differs from others by its page and by what it asks for', async () => {
    const keys = await Promise.all(
      ['github.com/cat', 'github.com/Cat', 'github.com/cat?id=1', 'gist.github.com/cat'].map(async (way) => {
        const verdict = await link(way);
        return 'proofKey' in verdict && verdict.proofKey;
      }),
    );
    expect(new Set(keys).size).toBe(4);
  });

  it('must lead where the task says, or below it', async () => {
    await expect(link('https://gist.github.com/cat', 'gitlab.com, github.com')).resolves.toMatchObject({
      state: 'pending',
    });
    for (const elsewhere of ['https://notgithub.com/cat', 'https://github.com.evil.org/cat'])
      await expect(link(elsewhere, 'github.com')).rejects.toThrow(ProofInvalidError);
  });

  it('of a name with other letters is kept as browsers send it', async () => {
    expect(await link('https://xn--80ak6aa92e.com/')).toMatchObject({ proof: 'https://xn--80ak6aa92e.com/' });
    expect(await link('https://аррӏе.com/')).toMatchObject({
      proof: expect.stringMatching(/^https:\/\/xn--/) as unknown,
    });
  });
});

describe('a name for a proof', () => {
  const name = (typed: string) =>
    check(new CustomUrlVerifier(), { proof: [typed] }, { proof: 'handle', hosts: '' });

  it.each(['Zoë', '@zoë', 'ＺＯË'])('is the same however it is typed: %s', async (typed) => {
    expect(await name(typed)).toMatchObject({ state: 'pending', proofKey: 'zoë' });
  });

  it.each(['', '@', 'two words', 'a'.repeat(65), '../../etc', '<@123>', '-x'])(
    'is refused: %j',
    async (typed) => {
      await expect(name(typed)).rejects.toThrow(ProofInvalidError);
    },
  );
});

describe('what a manager says of proofs', () => {
  const read = (hosts: string, proof = 'link') =>
    asked(new CustomUrlVerifier(), { proof: [proof], hosts: [hosts] });

  it.each([
    ['', ''],
    ['GitHub.com, https://www.gitlab.com/x; github.com', 'github.com, gitlab.com'],
  ])('names sites: %j', async (typed, hosts) => {
    expect(await read(typed)).toEqual({ asks: { proof: 'link', hosts } });
  });

  it.each([
    'localhost',
    '10.0.0.1',
    'com',
    'javascript:alert(1)',
    Array.from({ length: 11 }, (_, n) => `a${n}.org`).join(),
  ])('names none that is not public: %s', async (typed) => {
    expect(await read(typed)).toEqual(FAULT);
  });

  it('is of one of two kinds', async () => {
    expect(await read('', 'constructor')).toEqual(FAULT);
    expect(await asked(new CustomUrlVerifier(), {})).toEqual(FAULT);
  });
});

describe('a draft that asks for nothing yet', () => {
  const none = {} as never;
  it.each([
    new DiscordJoinVerifier(none, none),
    new DiscordRoleVerifier(none),
    new DiscordMessageVerifier(none, none),
    new DiscordReactionVerifier(none),
    new TwitterFollowVerifier(),
    new TwitterLikeVerifier(),
    new TwitterRetweetVerifier(),
    new TelegramJoinVerifier(),
    new CustomUrlVerifier(),
    new CustomVerifier(),
  ])('can be shown: $type', (verifier) => {
    expect(verifier.howTo({}, enUS)).toMatch(/^(?:Press \*Complete\*|Not set up yet)/);
    for (const { label } of verifier.pages({}).flat()) expect(label(enUS)).not.toBe('');
  });
});
