import { CommandFactory } from 'nest-commander';
import { factsOf } from '../../../src/cli/verb.js';
import { Terminal } from '../../../src/cli/terminal.js';
import { verbs } from '../../../src/cli/verbs.js';
import { CliModule } from '../../../src/cli.module.js';
import { cliEnvSchema } from '../../../src/config/env.schema.js';
import { parseEnv } from '../../../src/config/load-env.js';
import { cliPage, type VerbCommand } from '../../support/docs/cli-page.js';
import { expectWritten } from '../../support/docs/golden.js';

let commands: readonly VerbCommand[];
beforeAll(async () => {
  const { stdout, stderr, stdin } = process;
  const module = CliModule.register(
    parseEnv(cliEnvSchema, {}),
    new Terminal({ stdout, stderr, stdin, env: {} }),
  );
  const app = await CommandFactory.createWithoutRunning(module, { logger: false });
  commands = app.get(CliModule).root.commands;
  await app.close();
});

it('docs/cli.md is what the verbs say', () => {
  expectWritten('docs/cli.md', cliPage(verbs, commands));
});

it.each(verbs.map((verb) => [factsOf(verb).name, factsOf(verb)] as const))(
  '%s is described in one line',
  (_, facts) => {
    expect(facts.description).toMatch(/^[A-Z][^\n]*[^.]$/);
    for (const [line, does] of facts.examples) {
      expect(line.startsWith(facts.name)).toBe(true);
      expect(does).toMatch(/^\S[^\n]*[^.]$/);
    }
  },
);
