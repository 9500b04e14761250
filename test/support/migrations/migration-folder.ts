import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Sources of migrations, as they lie in a folder; Node runs them uncompiled. */
export const sources = {
  /** Makes the collection `name`, and drops it. */
  making: (name: string): string => `export const migration = {
  description: 'Make ${name}',
  drops: ['${name}'],
  async up(db: any): Promise<void> {
    const there = await db.listCollections({ name: '${name}' }).toArray();
    if (there.length === 0) await db.createCollection('${name}');
  },
  async down(db: any): Promise<void> { await db.dropCollection('${name}'); },
  async verify(): Promise<void> {},
};
`,
  /** Doubles each \`value\` of \`numbers\`, five at a time, with a pause of \`pauseMs\` in each batch. */
  doubling: (pauseMs = 0): string => `import { setTimeout as pause } from 'node:timers/promises';
export const migration = {
  description: 'Double the numbers',
  async up(db: any, batches: any): Promise<void> {
    await batches.each({ name: 'double', collection: 'numbers', size: 5 }, async (documents: any, session: any) => {
      const ids = documents.map((document: any) => document._id);
      await db.collection('numbers').updateMany({ _id: { $in: ids } }, { $mul: { value: 2 } }, { session });
      await pause(${String(pauseMs)});
    });
  },
  async down(): Promise<void> {},
  async verify(): Promise<void> {},
};
`,
  throwing: `export const migration = {
  description: 'Throw',
  async up(): Promise<void> { throw new Error('there are two of them'); },
  async down(): Promise<void> {},
  async verify(): Promise<void> {},
};
`,
  endless: `export const migration = {
  description: 'Never end',
  up: () => new Promise(() => undefined),
  async down(): Promise<void> {},
  async verify(): Promise<void> {},
};
`,
  irreversible: `export const migration = {
  description: 'No way back',
  isReversible: false,
  async up(): Promise<void> {},
  async down(): Promise<void> {},
  async verify(): Promise<void> {},
};
`,
};

export interface MigrationFolder {
  readonly path: string;
  write(name: string, source: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** Call it at the top of a spec: a folder for each call, all gone after the tests. */
export function useMigrationFolders(): (files: Readonly<Record<string, string>>) => Promise<MigrationFolder> {
  const made: string[] = [];
  afterAll(async () => {
    await Promise.all(made.map((path) => rm(path, { recursive: true, force: true })));
  });
  return async (files) => {
    const path = await mkdtemp(join(tmpdir(), 'migration-folder-'));
    made.push(path);
    await writeFile(join(path, 'package.json'), '{ "type": "module" }');
    const write = (name: string, source: string) => writeFile(join(path, name), source);
    for (const [name, source] of Object.entries(files)) await write(name, source);
    return { path, write, remove: (name) => rm(join(path, name)) };
  };
}
