// Real: the built CLI, with settings and command lines that are wrong. MongoDB where it says so.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { useCliHost } from '../support/e2e/cli-host.js';
import { Cli, type CliRun, documentOf } from '../support/e2e/cli.js';
import { useEmptyDatabases } from '../support/migrations/empty-databases.js';
import { startBareMongod } from '../support/mongo/mongod-process.js';

jest.setTimeout(90_000);
const databases = useEmptyDatabases();
const ENTRY = join(import.meta.dirname, '../../dist/cli.js');
const cli = useCliHost();
const wordsOf = (line: string): string[] => line.split(' ').filter(Boolean);
const run = (line: string, env: Record<string, string> = {}): Promise<CliRun> => cli(wordsOf(line), { env });
const onDatabase = (): Record<string, string> => ({ MONGODB_URI: databases.uriOf(databases.next()) });

it.each(['status --nope', 'migrate --help', 'status', 'rollback --yes --json'])(
  '"%s" is the same as a process of its own',
  async (line) => {
    const env = onDatabase();
    expect(await Cli.run(wordsOf(line), { env })).toEqual(await run(line, env));
  },
);

describe('the command line', () => {
  it.each([
    ['', 'Usage'],
    ['stat', 'Did you mean'],
    ['status --nope', '--nope'],
    ['status too many', 'too many arguments'],
    ['migrate --step 0', '--step'],
    ['migrate --step -1', '--step'],
    ['migrate --to abc', '--to'],
    ['migrate --timeout 1e9', '--timeout'],
    ['migration:baseline', 'missing required argument'],
    ['migration:create ../../etc/x', 'no path'],
    ['completion-script fish', 'fish'],
  ])('"%s" is wrong use: code 2, and what to do next', async (line, words) => {
    const { code, stderr, stdout } = await run(line);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });

  it('helps with any settings, and quickly', async () => {
    const { code, stdout } = await run('migrate --help', { MONGODB_URI: 'nonsense' });
    expect(code).toBe(0);
    expect(stdout).toContain('Exit codes:');
  });

  it('gives a script that completes verbs and options, also behind a colon', async () => {
    const { code, stdout } = await run('completion-script');
    expect(code).toBe(0);
    const complete = async (typed: string): Promise<string[]> => {
      const script = `${stdout}\nCOMP_WORDBREAKS=" :"; COMP_LINE='${typed}'; COMP_POINT=\${#COMP_LINE}; _discord_db_manager; echo "\${COMPREPLY[@]}"`;
      const bash = spawn('bash', ['-c', script]);
      let output = '';
      bash.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      await once(bash, 'close');
      return output.trim().split(' ');
    };
    expect(await complete('discord-db-manager stat')).toEqual(['status']);
    expect(await complete('discord-db-manager migration:re')).toEqual(['redo', 'repair']);
    expect(await complete('discord-db-manager migrate --dry')).toEqual(['--dry-run']);
    expect((await run('completion-script zsh')).stdout).toContain('bashcompinit');
  });
});

describe('the settings', () => {
  it.each([
    [{ MONGODB_URI: 'postgres://bot:canary@host/db' }, 'MONGODB_URI', 2],
    [{ MONGODB_URI: 'mongodb://bot:can@ary@host/db' }, 'MONGODB_URI', 2],
    [{ DB_POOL_SIZE: 'abc' }, 'DB_POOL_SIZE', 2],
    [{ DISCORD_TOKEN_ENCRYPTION_KEY: 'canary-key-here' }, 'DISCORD_TOKEN_ENCRYPTION_KEY', 2],
    [{ NODE_ENV: 'production', MONGODB_URI: '' }, 'MONGODB_URI', 2],
    [
      { MONGODB_URI: 'mongodb://bot:canary@127.0.0.1:9/db?serverSelectionTimeoutMS=500' },
      '127.0.0.1:9/db',
      6,
    ],
  ])('%j is refused by its name, never by its value', async (env, name, exitCode) => {
    const { code, stdout, stderr } = await run('status', env);
    expect(code).toBe(exitCode);
    expect(stderr).toContain(name);
    expect(stdout + stderr).not.toMatch(/canary|can@ary/);
  });

  it('a standalone server is refused with the step that helps', async () => {
    const mongod = await startBareMongod([]);
    const { code, stderr } = await run('status', { MONGODB_URI: mongod.uri });
    await mongod.stop();
    expect(code).toBe(1);
    expect(stderr).toContain('rs.initiate()');
  });

  it('in production nothing is changed without --yes, and the target is shown', async () => {
    const { MONGODB_URI = '' } = onDatabase();
    const env = { MONGODB_URI, NODE_ENV: 'production' };
    for (const verb of ['migrate', 'rollback', 'migration:repair', 'lock:release']) {
      const { code, stderr } = await run(verb, env);
      expect([verb, code]).toEqual([verb, 2]);
      expect(stderr).toContain(`Database: ${new URL(MONGODB_URI).host}`);
    }
    expect((await run('migrate --dry-run', env)).code).toBe(3);
    expect((await run('migrate --yes', env)).code).toBe(0);
  });
});

describe('the outputs', () => {
  it('with --json are one document, also for an error', async () => {
    const failed = await run('rollback --yes --json', onDatabase());
    expect(failed.code).toBe(1);
    expect(documentOf(failed)).toMatchObject({
      schema: 'discord-db-manager/error/1',
      code: 'MIGRATION_TARGET',
      exitCode: 1,
    });
  });

  it('when quiet are the data alone', async () => {
    const { stdout, stderr } = await run('status --quiet', onDatabase());
    expect(stdout).toContain('pending');
    expect(stderr).toBe('');
  });

  it('may be closed at any time: the work is done, the code is right', async () => {
    const { MONGODB_URI = '' } = onDatabase();
    const script = `"${process.execPath}" "${ENTRY}" migrate 2>/dev/null | true; exit \${PIPESTATUS[0]}`;
    const bash = spawn('bash', ['-c', script], { env: { PATH: process.env.PATH, MONGODB_URI } });
    const [code] = (await once(bash, 'close')) as [number];
    expect(code).toBe(0);
    expect((await run('status', { MONGODB_URI })).code).toBe(0);
  });
});
