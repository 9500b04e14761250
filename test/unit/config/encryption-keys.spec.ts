import { createHash, createHmac, createSecretKey } from 'node:crypto';
import { inspect } from 'node:util';
import { deriveKey, parseEncryptionKeys } from '../../../src/config/encryption-keys.js';
import { EncryptionConfig } from '../../../src/config/encryption.config.js';
import { cliEnvSchema, envSchema } from '../../../src/config/env.schema.js';
import { ConfigurationError, parseEnv } from '../../../src/config/load-env.js';
import { aKey, aKeyList, keyBytes } from '../../support/builders/encryption-keys.js';

const VARIABLE = 'DISCORD_TOKEN_ENCRYPTION_KEY';
const KEY = aKey('a');
const OTHER = aKey('b');
const sized = (length: number): Buffer => Buffer.concat([keyBytes('x'), keyBytes('y')]).subarray(0, length);

const faultsOf = (text: string): readonly string[] => {
  const parsed = parseEncryptionKeys(text);
  return 'faults' in parsed ? parsed.faults : [];
};
const settingsWith = (value: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  DISCORD_BOT_TOKEN: 'a-bot-token-of-some-length',
  [VARIABLE]: value,
  ...more,
});
function refusal(schema: typeof envSchema | typeof cliEnvSchema, env: NodeJS.ProcessEnv): ConfigurationError {
  try {
    parseEnv(schema, env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('The settings were taken');
}

describe('HKDF-SHA-256', () => {
  it('gives the output of RFC 5869, appendix A.3: no salt, no info', () => {
    const okm = '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8';
    const secret = createSecretKey(Buffer.alloc(22, 0x0b));
    expect(deriveKey(secret, '').toString('hex')).toBe(okm.slice(0, 64));
  });

  it('takes the info as §2.3 says', () => {
    const pseudorandom = createHmac('sha256', Buffer.alloc(32)).update(keyBytes('a')).digest();
    const expected = createHmac('sha256', pseudorandom).update('some/info').update('\u0001').digest();
    expect(deriveKey(createSecretKey(keyBytes('a')), 'some/info')).toEqual(expected);
  });
});

describe('a good setting', () => {
  const bytes = keyBytes('a');
  it.each([
    ['base64', bytes.toString('base64')],
    ['base64 without padding', bytes.toString('base64').replace('=', '')],
    ['base64url', bytes.toString('base64url')],
    ['base64url with padding', `${bytes.toString('base64url')}=`],
    ['hex', bytes.toString('hex')],
    ['upper case hex', bytes.toString('hex').toUpperCase()],
  ])('is one key in %s, named by its hash', (_, text) => {
    const [key, ...others] = aKeyList(text);
    expect(others).toEqual([]);
    expect(key!.secret.export()).toEqual(bytes);
    expect(key!.id).toMatch(/^[0-9a-f]{8}$/);
  });

  it('names a key by a hash that is not of the key itself', () => {
    const label = 'discord-community-bot/key-id/v1';
    const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('hex').slice(0, 8);
    const [key] = aKeyList(KEY);
    expect(key!.id).toBe(sha256(deriveKey(key!.secret, label)));
    expect(key!.id).not.toBe(sha256(keyBytes('a')));
    expect(key!.id).toBe('eb849b35'); // stands in databases: must never change
  });

  it('is several keys, the active one first', () => {
    const keys = aKeyList(`2026-11:${KEY}`, `old_key:${OTHER}`, aKey('c'));
    expect(keys.map(({ id }) => id)).toEqual(['2026-11', 'old_key', aKeyList(aKey('c'))[0]!.id]);
  });

  it('takes keys of every kind that chance makes', () => {
    for (let index = 0; index < 500; index += 1) {
      const made = keyBytes(String(index));
      for (const encoding of ['base64', 'base64url', 'hex'] as const)
        expect(faultsOf(made.toString(encoding))).toEqual([]);
    }
  });

  it('shows its bytes in no log', () => {
    const config = new EncryptionConfig(parseEnv(envSchema, settingsWith(`k:${KEY}`)));
    const shown = inspect(config, { depth: 9, showHidden: true }) + JSON.stringify(config);
    expect(shown).toContain('KeyObject');
    for (const encoding of ['base64', 'hex'] as const)
      expect(shown).not.toContain(keyBytes('a').toString(encoding));
  });
});

const ascending = Buffer.from(Array.from({ length: 32 }, (_, index) => index));
const BAD: readonly (readonly [value: string, fault: RegExp])[] = [
  ['your-encryption-key-here', /placeholder/],
  ['changeme', /placeholder/],
  ['<32 bytes>', /white space/],
  ['<base64>', /placeholder/],
  ['0'.repeat(64), /placeholder or a pattern/],
  [Buffer.alloc(32).toString('base64'), /placeholder or a pattern/],
  ['a7'.repeat(32), /placeholder or a pattern/],
  ['0123456789abcdef'.repeat(4), /placeholder or a pattern/],
  [ascending.toString('hex'), /placeholder or a pattern/],
  [Buffer.from(ascending.toReversed()).toString('base64'), /placeholder or a pattern/],
  [Buffer.from('your-encryption-key-here-please!').toString('base64'), /placeholder or a pattern/],
  ['a-passphrase', /9 bytes long, not 32|neither base64 nor hex/],
  [sized(16).toString('hex'), /16 bytes long/],
  [sized(31).toString('base64'), /31 bytes long/],
  [sized(31).toString('hex'), /31 bytes long/],
  [sized(33).toString('base64'), /33 bytes long/],
  [sized(33).toString('hex'), /33 bytes long/],
  [keyBytes('a').toString('hex').slice(1), /neither base64 nor hex/],
  [`${keyBytes('a').toString('hex')}f`, /neither base64 nor hex/],
  [`0x${keyBytes('a').toString('hex')}`, /bytes long|neither/],
  [`${KEY}=`, /neither/],
  [`${KEY.slice(0, -2)}!=`, /neither/],
  [` ${KEY}`, /white space or quotes/],
  [`${KEY}\n`, /white space or quotes/],
  [`${KEY}\r`, /white space or quotes/],
  [`${KEY.slice(0, 20)}\n${KEY.slice(20)}`, /white space or quotes/],
  [`"${KEY}"`, /white space or quotes/],
  [`'${KEY}'`, /white space or quotes/],
  [`a:${KEY}, b:${OTHER}`, /^key 2 has white space/],
  [`:${KEY}`, /id that is not/],
  [`a.b:${KEY}`, /id that is not/],
  [`${'i'.repeat(33)}:${KEY}`, /id that is not/],
  [`ключ:${KEY}`, /id that is not/],
  [`a:b:${KEY}`, /neither/],
  ['a:', /^the key is empty/],
  [',', /^key 1 is empty/],
  [`${KEY},`, /^key 2 is empty/],
  [`a:${KEY},a:${OTHER}`, /^key 2 has the id of another/],
  [`${aKeyList(OTHER)[0]!.id}:${KEY},${OTHER}`, /^key 2 has the id of another/],
  [`a:${KEY},b:${KEY}`, /^key 2 is another of the keys again/],
  [`${KEY},${keyBytes('a').toString('hex')}`, /^key 2 is another of the keys again/],
];

describe('a bad setting', () => {
  /** Runs of the value that are long enough to tell something of a key. */
  const piecesOf = (value: string): string[] =>
    Array.from({ length: Math.max(1, value.length - 7) }, (_, start) => value.slice(start, start + 8));

  it.each(BAD)('is named with its fault and never printed: %j', (value, fault) => {
    const faults = faultsOf(value);
    expect(faults.some((text) => fault.test(text))).toBe(true);
    for (const schema of [envSchema, cliEnvSchema]) {
      const error = refusal(schema, settingsWith(value));
      expect(error.faults.map(({ variable }) => variable)).toEqual(faults.map(() => VARIABLE));
      expect(error.message.split('\n').every((line) => line.startsWith(`${VARIABLE} is refused: `))).toBe(
        true,
      );
      const told = inspect(error, { depth: 9, showHidden: true }).replaceAll(/^ +at .*$/gm, '');
      if (value.length >= 12) expect(piecesOf(value).filter((piece) => told.includes(piece))).toEqual([]);
    }
  });

  it('has every fault told at once', () => {
    expect(faultsOf(`changeme,${KEY},a b:${OTHER},${KEY}`)).toHaveLength(3);
    const error = refusal(envSchema, settingsWith(`changeme,"${KEY}"`, { PORT: 'x' }));
    expect(error.faults.map(({ variable }) => variable)).toEqual(
      expect.arrayContaining([VARIABLE, VARIABLE, 'PORT']),
    );
  });

  it('is told once in production too', () => {
    const production = { NODE_ENV: 'production', MONGODB_URI: 'mongodb://db.example/bot' };
    expect(refusal(envSchema, settingsWith('changeme', production)).faults).toHaveLength(1);
    expect(refusal(envSchema, settingsWith('  ', production)).message).toMatch(/^\S+ is not set/);
  });
});
