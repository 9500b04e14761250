import { z } from 'zod';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export const SERVICE_ROLES = ['gateway', 'web', 'worker'] as const;
export type ServiceRole = (typeof SERVICE_ROLES)[number];

/** `KEY=` in a file means "not set". */
const unsetWhenEmpty = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;
const setting = <T extends z.ZodType>(schema: T): z.ZodPreprocess<T> => z.preprocess(unsetWhenEmpty, schema);

const roles = z
  .string()
  .transform((list) => list.split(',').map((role) => role.trim()))
  .pipe(z.array(z.enum(SERVICE_ROLES)).min(1));

/** Every setting of the service and the CLI; `docs/settings.md` and `.env.example` are held equal to it. */
export const settings = z.object({
  NODE_ENV: setting(z.enum(['development', 'test', 'production']).default('development')).describe(
    'In production the service refuses to start without MONGODB_URI, and never migrates by itself.',
  ),
  DISCORD_BOT_TOKEN: setting(
    z
      .string('is not set')
      .regex(/^\S{5,200}$/, 'is not a bot token: it holds white space or has the wrong length'),
  ).describe("The bot's token from the Discord developer portal. The playground makes its own."),
  DISCORD_API_BASE_URL: setting(
    z
      .url({ protocol: /^https?$/, error: 'is not an http or https address' })
      .transform((url) => url.replace(/\/+$/, ''))
      .default('https://discord.com/api'),
  ).describe(
    'Where the Discord API answers, without version. Another Discord-compatible server may be named here.',
  ),
  DISCORD_API_VERSION: setting(
    z
      .string()
      .regex(/^\d{1,2}$/, 'is not a version number')
      .default('10'),
  ).describe('Version of the Discord API.'),
  HOST: setting(z.string().default('127.0.0.1')).describe(
    'Address on which health and metrics are served. The container image sets 0.0.0.0.',
  ),
  PORT: setting(z.coerce.number('is not a number').int().min(0).max(65_535).default(3003)).describe(
    'Port on which health and metrics are served; 0 takes a free one.',
  ),
  SERVICE_ROLES: setting(roles.default([...SERVICE_ROLES])).describe(
    'What this process does, separated by commas: gateway (Discord session), web (HTTP pages), worker (jobs).',
  ),
  MONGODB_URI: setting(
    z
      .string()
      .regex(/^mongodb(\+srv)?:\/\/\S+$/, 'is not a mongodb:// or mongodb+srv:// address')
      .optional(),
  ).describe(
    'A MongoDB replica set. Without it, outside production, the service starts a MongoDB of its own.',
  ),
  DATA_DIR: setting(z.string().default('.data')).describe(
    'Folder in which the MongoDB that the service starts keeps its files. Unused when MONGODB_URI is set.',
  ),
  DB_POOL_SIZE: setting(z.coerce.number('is not a number').int().min(1).max(500).default(20)).describe(
    'Connections to MongoDB that a process keeps at most.',
  ),
  DB_TIMEOUT_MS: setting(
    z.coerce.number('is not a number').int().min(1_000).max(600_000).default(45_000),
  ).describe(
    'Bound, in milliseconds, on a database call of the CLI, a migration or a worker. Interactions keep a fixed deadline.',
  ),
  LOG_LEVEL: setting(z.enum(LOG_LEVELS).default('info')).describe('How much is logged, as JSON lines.'),
});

type DatabaseChoice = Pick<z.infer<typeof settings>, 'NODE_ENV' | 'MONGODB_URI'>;

function productionNamesItsDatabase(env: DatabaseChoice, context: z.RefinementCtx): void {
  if (env.NODE_ENV !== 'production' || env.MONGODB_URI !== undefined) return;
  const message = 'is not set, and production starts no MongoDB of its own';
  context.addIssue({ code: 'custom', path: ['MONGODB_URI'], message });
}

export const envSchema = settings.superRefine(productionNamesItsDatabase);
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
  .superRefine(productionNamesItsDatabase);
export type CliEnv = z.infer<typeof cliEnvSchema>;
