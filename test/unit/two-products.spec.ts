import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SRC = join(import.meta.dirname, '../../src');

describe('the service', () => {
  it('names the playground in the hint to those without a token, and nowhere else', () => {
    const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    const naming = files.flatMap((name) =>
      readFileSync(join(SRC, name), 'utf8')
        .split('\n')
        .filter((line) => /playground/i.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    );
    expect(naming).toEqual([expect.stringMatching(/^main\.ts: .*npm run playground/)]);
  });
});
