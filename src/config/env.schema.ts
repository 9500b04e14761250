import { z } from 'zod';
import { oneOf, setting, wholeNumber } from './setting.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const NODE_ENVS = ['development', 'test', 'production'] as const;
export const SERVICE_ROLES = ['gateway', 'web', 'worker'] as const;
export type ServiceRole = (typeof SERVICE_ROLES)[number];

const roles = z
  .string()
  .transform((list) => list.split(',').map((role) => role.trim()))
  .pipe(z.array(z.enum(SERVICE_ROLES)).min(1));

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
      production: 'Leave it, unless all calls go through a proxy of yours.',
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
    meaning: 'Folder for the files of the MongoDB that the service runs itself, without MONGODB_URI.',
    accepts: 'a path',
    production: 'Unused: MONGODB_URI is required.',
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
  NODE_ENV: oneOf(NODE_ENVS, 'development', {
    group: 'process',
    meaning: 'In production the service needs MONGODB_URI and never migrates by itself.',
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
const productionNamesItsDatabase = {
  path: ['MONGODB_URI'],
  error: 'is not set, and production starts no MongoDB of its own',
  when: () => true,
};
const namesItsDatabase = (env: { NODE_ENV?: unknown; MONGODB_URI?: unknown }): boolean =>
  env.NODE_ENV !== 'production' || env.MONGODB_URI !== undefined;

export const envSchema = settings.refine(namesItsDatabase, productionNamesItsDatabase);
export type Env = z.infer<typeof envSchema>;

/** The CLI never logs in to Discord, so it needs no token. */
export const cliEnvSchema = settings
  .pick({
    NODE_ENV: true,
    MONGODB_URI: true,
    DATA_DIR: true,
    DB_POOL_SIZE: true,
    DB_TIMEOUT_MS: true,
    LOG_LEVEL: true,
  })
  .refine(namesItsDatabase, productionNamesItsDatabase);
export type CliEnv = z.infer<typeof cliEnvSchema>;
