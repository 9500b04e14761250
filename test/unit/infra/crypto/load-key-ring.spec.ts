/** Real: files in a temporary folder, Nest's injection. */
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';
import { ConfigModule } from '../../../../src/config/config.module.js';
import { EncryptionConfig } from '../../../../src/config/encryption.config.js';
import { envSchema } from '../../../../src/config/env.schema.js';
import { ConfigurationError, parseEnv } from '../../../../src/config/load-env.js';
import {
  CryptoModule,
  EncryptionService,
  type KeyRing,
  loadKeyRing,
} from '../../../../src/infra/crypto/index.js';
import { ObservabilityModule } from '../../../../src/infra/observability/index.js';
import { aKey, aKeyList } from '../../../support/builders/encryption-keys.js';

let dataDir: string;
let log: string[];
beforeEach(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'key-ring-test-')), 'not', 'there');
  log = [];
});
afterEach(() => rm(join(dataDir, '../..'), { recursive: true }));

const settings = (more: NodeJS.ProcessEnv = {}) =>
  parseEnv(envSchema, { DISCORD_BOT_TOKEN: 'a-bot-token', DATA_DIR: dataDir, ...more });
const load = (more?: NodeJS.ProcessEnv): Promise<KeyRing> =>
  loadKeyRing(new EncryptionConfig(settings(more)), (line) => void log.push(line));
const keyFile = (): string => join(dataDir, 'encryption.key');

it('takes the keys of the setting, and makes no file', async () => {
  const ring = await load({ DISCORD_TOKEN_ENCRYPTION_KEY: `new:${aKey('a')},old:${aKey('b')}` });
  expect([ring.activeId, ring.ids]).toEqual(['new', ['new', 'old']]);
  await expect(stat(dataDir)).rejects.toThrow();
});

it('makes a missing key once, for its owner only', async () => {
  const first = await load();
  const made = await readFile(keyFile(), 'utf8');
  expect((await load()).ids).toEqual(first.ids);
  expect(await readFile(keyFile(), 'utf8')).toBe(made);
  expect(log).toEqual([expect.stringContaining(keyFile())]);
  expect(log.join()).not.toContain(made.trim());
  expect((await stat(keyFile())).mode & 0o777).toBe(0o600);
  expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  expect(aKeyList(made.trim())[0]!.id).toBe(first.activeId);
});

it('lets starts at the same time agree on one key, and leaves nothing else behind', async () => {
  for (let round = 0; round < 10; round += 1) {
    const rings = await Promise.all(Array.from({ length: 20 }, () => load()));
    expect(new Set(rings.map(({ activeId }) => activeId)).size).toBe(1);
    expect(log).toHaveLength(round + 1);
    expect(await readdir(dataDir)).toEqual(['encryption.key']);
    await rm(keyFile());
  }
});

it.each(['', '\n', 'changeme\n', `${aKey('a').slice(0, 20)}\n`, `${aKey('a')}\n\n`])(
  'never replaces a file that holds no good key, and does not print it: %j',
  async (content) => {
    await mkdir(dataDir, { recursive: true });
    await writeFile(keyFile(), content);
    const error: unknown = await load().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ConfigurationError);
    const { message } = error as ConfigurationError;
    expect(message).toMatch(/^DISCORD_TOKEN_ENCRYPTION_KEY is not set, and in .*encryption\.key the key /);
    expect(message.split('\n')).toHaveLength(1);
    if (content.trim() !== '') expect(message).not.toContain(content.trim());
    expect(await readFile(keyFile(), 'utf8')).toBe(content);
  },
);

it('says in one line why no key could be made', async () => {
  await mkdir(join(dataDir, '..'), { recursive: true });
  await writeFile(dataDir, 'a file where the folder should be');
  await expect(load()).rejects.toThrow(/^DISCORD_TOKEN_ENCRYPTION_KEY is not set, and .* \(ENOTDIR\)$/);
});

it('makes none in production, also for the CLI, whose settings may lack it', async () => {
  const config = new EncryptionConfig({
    DISCORD_TOKEN_ENCRYPTION_KEY: undefined,
    DATA_DIR: dataDir,
    NODE_ENV: 'production',
  });
  await expect(loadKeyRing(config, () => undefined)).rejects.toThrow(ConfigurationError);
  await expect(stat(dataDir)).rejects.toThrow();
});

describe('the module', () => {
  const moduleWith = (more?: NodeJS.ProcessEnv) =>
    Test.createTestingModule({
      imports: [ConfigModule.register(settings(more)), ObservabilityModule, CryptoModule],
    }).compile();

  it('gives the service its encryption', async () => {
    const app = await moduleWith({ DISCORD_TOKEN_ENCRYPTION_KEY: `k:${aKey('a')}` });
    const place = { collection: 'c', documentId: 'd', field: 'f' };
    expect(app.get(EncryptionService).encrypt('tokens', 'x', place)).toMatch(/^v1\.k\./);
    await app.close();
  });

  it('does not start with a key file that can not be used', async () => {
    await mkdir(dataDir, { recursive: true });
    await writeFile(keyFile(), 'changeme');
    await chmod(keyFile(), 0o600);
    await expect(moduleWith()).rejects.toThrow(ConfigurationError);
  });
});
