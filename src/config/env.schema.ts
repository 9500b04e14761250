import { z } from 'zod';
import { parseEncryptionKeys } from './encryption-keys.js';
import { drandUrls } from './drand-urls.js';
import { evmRpcUrls } from './evm-rpc-urls.js';
import { oneOf, setting, trueOrFalse, wholeNumber } from './setting.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const NODE_ENVS = ['development', 'test', 'production'] as const;
export const SERVICE_ROLES = ['gateway', 'web', 'worker'] as const;
export type ServiceRole = (typeof SERVICE_ROLES)[number];

const roles = z
  .string()
  .transform((list) => list.split(',').map((role) => role.trim()))
  .pipe(z.array(z.enum(SERVICE_ROLES)).min(1));

const encryptionKeys = z.string().transform((text, context) => {
  const parsed = parseEncryptionKeys(text);
  if ('keys' in parsed) return parsed.keys;
  for (const fault of parsed.faults) context.addIssue({ code: 'custom', message: `is refused: ${fault}` });
  return z.NEVER;
});

/** Scheme, host and port: a path, a query or a password in it would be dropped or leaked. */
const origin = z
  .string()
  .regex(
    /^https?:\/\/[a-z0-9.:[\]-]+\/?$/i,
    'is not an origin such as https://bot.example.org, without a path',
  )
  .refine((text) => URL.canParse(text), 'is not an address')
  .transform((text) => new URL(text).origin);

/** Every setting of the service and the CLI; `docs/settings.md` and `.env.example` are made from it. */
export const settings = z.object({
  DISCORD_BOT_TOKEN: setting(
    z
      .string('is not set')
      .regex(/^\S{5,200}$/, 'is not a bot token: it holds white space or has the wrong length'),
    {
      group: 'discord',
      meaning: "The bot's token from the Discord developer portal.",
      accepts: '5 to 200 characters without white space',
      production:
        'Hand it over as a secret, to the service only: the CLI and the migration never log in. Who has it is the bot.',
    },
  ),
  DISCORD_API_BASE_URL: setting(
    z
      .url({ protocol: /^https?$/, error: 'is not an http or https address' })
      .transform((url) => url.replace(/\/+$/, ''))
      .default('https://discord.com/api'),
    {
      group: 'discord',
      meaning: 'Where the Discord API answers, without version; another compatible server may be named.',
      accepts: 'an http or https address',
      production:
        'Leave it, unless all calls go through a proxy of yours; accounts are linked over https only.',
    },
  ),
  DISCORD_API_VERSION: setting(
    z
      .string()
      .regex(/^\d{1,2}$/, 'is not a version number')
      .default('10'),
    {
      group: 'discord',
      meaning: 'Version of the Discord API.',
      accepts: 'one or two digits',
      production: 'Leave it: the bot is written for this version.',
    },
  ),
  DISCORD_CLIENT_ID: setting(
    z
      .string()
      .regex(/^[1-9]\d{16,18}$/, 'is not an application id: 17 to 19 digits')
      .optional(),
    {
      group: 'discord',
      meaning: "The application's id, with which members link their accounts; without it they can't.",
      accepts: '17 to 19 digits',
      production: 'From the developer portal, under OAuth2. Linking needs PUBLIC_URL and the secret too.',
      example: '1400000000000000001',
    },
  ),
  DISCORD_CLIENT_SECRET: setting(
    z
      .string()
      .regex(/^\S{16,200}$/, 'is not a client secret: it holds white space or has the wrong length')
      .optional(),
    {
      group: 'discord',
      meaning: "The application's OAuth2 secret, with which members link their accounts.",
      accepts: '16 to 200 characters without white space',
      production:
        'From the developer portal, under OAuth2, where the redirect `<PUBLIC_URL>/oauth/discord/callback` is entered too. Hand it over as a secret.',
      example: 'the-secret-from-the-developer-portal',
    },
  ),
  MONGODB_URI: setting(
    z
      .string()
      .regex(/^mongodb(\+srv)?:\/\/\S+$/, 'is not a mongodb:// or mongodb+srv:// address')
      .optional(),
    {
      group: 'database',
      meaning: 'A MongoDB replica set, 6.0 or newer; without it the service runs a MongoDB of its own.',
      accepts: 'a mongodb:// or mongodb+srv:// address',
      production:
        'Name all members and the replicaSet, and leave the write concern at majority: a standalone server and weaker writes are refused. It holds a password, so hand it over as a secret.',
      example: 'mongodb://localhost:27017/discord-community-bot?replicaSet=rs0',
    },
  ),
  DATA_DIR: setting(z.string().default('.data'), {
    group: 'database',
    meaning:
      'Folder for what the service makes itself: a MongoDB without MONGODB_URI, and an encryption key.',
    accepts: 'a path',
    production: 'Unused: MONGODB_URI and DISCORD_TOKEN_ENCRYPTION_KEY are required.',
  }),
  DISCORD_TOKEN_ENCRYPTION_KEY: setting(encryptionKeys.optional(), {
    group: 'database',
    meaning:
      'What tokens and other secrets in the database are encrypted with; `openssl rand -base64 32` makes one.',
    accepts:
      '32 random bytes in base64 or hex, or `id:key` pairs separated by commas: the first encrypts, all decrypt; an id is 1 to 32 letters, digits, `_` or `-`',
    production:
      'Hand it over as a secret and keep a copy away from the database: without it what it encrypted is lost. Outside production a missing one is made once, in DATA_DIR.',
  }),
  DB_POOL_SIZE: wholeNumber(
    { min: 1, max: 500, fallback: 20 },
    {
      group: 'database',
      meaning: 'Connections to MongoDB that a process keeps at most.',
      production: 'All processes together must stay below what the MongoDB server allows.',
    },
  ),
  DB_TIMEOUT_MS: wholeNumber(
    { min: 1_000, max: 600_000, fallback: 45_000 },
    {
      group: 'database',
      meaning: 'Milliseconds a database call of the CLI, a migration or a worker may take at most.',
      production:
        'Raise it when a migration of a large database runs into it. Interactions keep a fixed deadline.',
    },
  ),
  USE_ENHANCED_DATABASE: trueOrFalse(true, {
    group: 'database',
    meaning: 'Whether MongoDB is watched: metrics of commands and pool, slow queries, a daily check.',
    production: 'Leave it on; without it everything else works the same.',
  }),
  SLOW_QUERY_MS: wholeNumber(
    { min: 1, max: 60_000, fallback: 200 },
    {
      group: 'database',
      meaning: 'Milliseconds from which a database command is logged as slow, with its shape and plan.',
      production: 'Once a minute for each shape; fields and operators only, never values.',
    },
  ),
  CLEANUP_INTERVAL_MINUTES: wholeNumber(
    { min: 1, max: 1_440, fallback: 60 },
    {
      group: 'database',
      meaning: 'Minutes between two cleanups: what is over is closed, what is past its retention is deleted.',
      production:
        'Leave it: one of the workers does it, in small batches; docs/retention.md tells what goes.',
    },
  ),
  REDIS_URL: setting(
    z
      .string()
      .regex(/^rediss?:\/\/\S+$/, 'is not a redis:// or rediss:// address')
      .optional(),
    {
      group: 'database',
      meaning: 'A Redis in which processes share what they have read; the bot is the same without it.',
      accepts: 'a redis:// or rediss:// address',
      production:
        'Useful with several processes; nothing is lost when it is away or emptied. It may hold a password, so hand it over as a secret.',
      example: 'redis://localhost:6379',
    },
  ),
  NODE_ENV: oneOf(NODE_ENVS, 'development', {
    group: 'process',
    meaning:
      'In production the service needs MONGODB_URI and a key to encrypt with, and never migrates by itself.',
    production: 'Set it to `production`; the container image does.',
  }),
  HOST: setting(z.string().default('127.0.0.1'), {
    group: 'process',
    meaning: 'Address on which health and metrics are served.',
    accepts: 'an address of this machine',
    production: 'In a container `0.0.0.0`, which the image sets. Metrics need no password: keep them inside.',
  }),
  PORT: wholeNumber(
    { min: 0, max: 65_535, fallback: 3003 },
    {
      group: 'process',
      meaning: 'Port on which health and metrics are served; 0 takes a free one.',
      production: 'Probes and the scrape of metrics go there.',
    },
  ),
  EVM_RPC_URLS: evmRpcUrls,
  DRAND_URLS: drandUrls,
  PUBLIC_URL: setting(origin.optional(), {
    group: 'process',
    meaning: 'Where members reach the pages of this bot; without it there are no links to them.',
    accepts: 'an origin: scheme, host and port, without a path; https in production',
    production:
      'The address of the balancer or proxy before the web role. Addresses are made from it alone, whatever a request says of its host.',
    example: 'https://bot.example.org',
  }),
  SERVICE_ROLES: setting(roles.default([...SERVICE_ROLES]), {
    group: 'process',
    meaning: 'What this process does: gateway (Discord session), web (HTTP pages), worker (jobs).',
    accepts: `one or more of ${SERVICE_ROLES.map((role) => `\`${role}\``).join(', ')}, separated by commas`,
    production:
      'Any number of processes may be workers; one process only holds the gateway session of a bot.',
  }),
  LOG_LEVEL: oneOf(LOG_LEVELS, 'info', {
    group: 'process',
    meaning: 'How much is logged, as JSON lines.',
    production: '`info`; `debug` for a while when you look for something.',
  }),
});

/** Also looked at when other settings are wrong, so that all faults are told at once. */
const inProductionNames = (
  variable: 'MONGODB_URI' | 'DISCORD_TOKEN_ENCRYPTION_KEY',
  error: string,
): [isNamed: (env: Record<string, unknown>) => boolean, fault: z.core.$ZodCustomParams] => [
  (env) => env.NODE_ENV !== 'production' || env[variable] !== undefined,
  { path: [variable], error, when: () => true },
];
const namesItsDatabase = inProductionNames(
  'MONGODB_URI',
  'is not set, and production starts no MongoDB of its own',
);
const namesItsKey = inProductionNames(
  'DISCORD_TOKEN_ENCRYPTION_KEY',
  'is not set, and production makes no key of its own; make one with: openssl rand -base64 32',
);

const isEncryptedInProduction: typeof namesItsDatabase = [
  ({ NODE_ENV, PUBLIC_URL }) =>
    NODE_ENV !== 'production' || typeof PUBLIC_URL !== 'string' || PUBLIC_URL.startsWith('https://'),
  { path: ['PUBLIC_URL'], error: 'must begin with https:// in production', when: () => true },
];

export const envSchema = settings
  .refine(...namesItsDatabase)
  .refine(...namesItsKey)
  .refine(...isEncryptedInProduction);
export type Env = z.infer<typeof envSchema>;

/** The CLI never logs in to Discord, so it needs no token; a command that decrypts asks for the key itself. */
export const cliEnvSchema = settings
  .pick({
    NODE_ENV: true,
    MONGODB_URI: true,
    DATA_DIR: true,
    DISCORD_TOKEN_ENCRYPTION_KEY: true,
    DB_POOL_SIZE: true,
    DB_TIMEOUT_MS: true,
    USE_ENHANCED_DATABASE: true,
    SLOW_QUERY_MS: true,
    CLEANUP_INTERVAL_MINUTES: true,
    LOG_LEVEL: true,
  })
  .refine(...namesItsDatabase);
export type CliEnv = z.infer<typeof cliEnvSchema>;
