import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const MIGRATIONS_DIR = fileURLToPath(new URL('../../../migrations/', import.meta.url));

/**
 * Lets `loadMigrations` import its files in Jest, where `import()` became a `require` that knows no
 * file URLs. The files themselves and the loader are the real ones.
 */
export function letMigrationsLoad(directory = MIGRATIONS_DIR): void {
  for (const name of readdirSync(directory).filter((entry) => entry.endsWith('.ts'))) {
    const path = join(directory, name);
    jest.doMock(pathToFileURL(path).href, () => jest.requireActual<object>(path), { virtual: true });
  }
}
