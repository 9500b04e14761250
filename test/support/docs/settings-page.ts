import type { z } from 'zod';
import { cliEnvSchema, envSchema, settings } from '../../../src/config/env.schema.js';
import { factsOf, SETTING_GROUPS, type SettingFacts } from '../../../src/config/setting.js';
import { code, generatedFrom, page, table } from './markdown.js';

export interface SettingEntry extends SettingFacts {
  readonly name: string;
  /** As it would be typed; absent when there is none. */
  readonly fallback: string | undefined;
  readonly required: string;
  readonly isUsedByCli: boolean;
}

/** What the schema refuses to go without. */
function missingIn(schema: z.ZodType, variables: Record<string, string>): Set<string> {
  const { error } = schema.safeParse(variables);
  return new Set(error?.issues.map(({ path }) => String(path[0])));
}

const always = missingIn(envSchema, {});
const inProduction = missingIn(envSchema, { NODE_ENV: 'production' });
const ofCli = new Set([
  ...missingIn(cliEnvSchema, {}),
  ...missingIn(cliEnvSchema, { NODE_ENV: 'production' }),
]);

function requirement(name: string): string {
  const when = always.has(name) ? 'always' : inProduction.has(name) ? 'in production' : undefined;
  if (when === undefined) return 'no';
  return ofCli.has(name) ? `${when}, by the service and the CLI` : `${when}, by the service`;
}

function fallbackOf(schema: z.ZodType): string | undefined {
  const data = schema.safeParse(undefined).data as string | number | readonly string[] | undefined;
  if (data === undefined) return undefined;
  return typeof data === 'object' ? data.join(',') : String(data);
}

const entries: readonly SettingEntry[] = Object.entries(settings.shape).map(([name, schema]) => ({
  ...factsOf(schema),
  name,
  fallback: fallbackOf(schema),
  required: requirement(name),
  isUsedByCli: Object.hasOwn(cliEnvSchema.shape, name),
}));

/** All settings by group, in the order of the groups. */
export const settingGroups: readonly (readonly [title: string, entries: readonly SettingEntry[]])[] =
  Object.entries(SETTING_GROUPS).map(([group, title]) => [
    title,
    entries.filter((entry) => entry.group === group),
  ]);

/** `docs/settings.md` */
export function settingsPage(): string {
  return page(
    generatedFrom('`src/config/env.schema.ts`'),
    '# Settings',
    'The service reads its settings from the environment and, where there is one, from the file `.env` in its working folder; what the environment has wins. ' +
      'An empty value means “not set”. Bad settings stop the start with exit code 78 (2 for the CLI): a line for each names the setting and the rule, never the value.',
    'The database CLI reads the settings that name it under *Read by*, and needs no token. Without any setting but the token the service runs on one machine, with a MongoDB of its own.',
    ...settingGroups.flatMap(([title, group]) => [`## ${title}`, ...group.map(settingSection)]),
  );
}

function settingSection(entry: SettingEntry): string {
  const { name, meaning, accepts, fallback, required, production, example, isUsedByCli } = entry;
  const facts = [
    ['Accepts', accepts],
    ['Default', fallback === undefined ? 'none' : code(fallback)],
    ['Required', required],
    ['Read by', isUsedByCli ? 'service, CLI' : 'service'],
    ...(example === undefined ? [] : [['Example', code(example)]]),
    ['In production', production],
  ];
  return `### ${code(name)}\n\n${meaning}\n\n${table(['', ''], facts)}`;
}

/** `.env.example` */
export function envExample(): string {
  const blocks = settingGroups.map(([title, group]) => [
    `# --- ${title}`,
    ...group.flatMap(({ name, meaning, fallback, example, required }) => [
      `# ${meaning}${required === 'no' ? '' : ` Required ${required}.`}`,
      required.startsWith('always') ? `${name}=` : `# ${name}=${fallback ?? example ?? ''}`,
    ]),
  ]);
  const head = [
    '# Copy to .env and set what you need; what is commented out shows the default, or an example.',
    '# Generated from src/config/env.schema.ts by `npm run docs`. More about each: docs/settings.md',
  ];
  return `${[head, ...blocks].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
