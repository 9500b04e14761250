import { z } from 'zod';

export const SETTING_GROUPS = {
  discord: 'Discord',
  database: 'Database',
  process: 'The process',
} as const;

/** What an operator reads of a setting in `docs/settings.md` and `.env.example`. */
export interface SettingFacts {
  readonly group: keyof typeof SETTING_GROUPS;
  /** One line. */
  readonly meaning: string;
  /** The values that are taken. */
  readonly accepts: string;
  readonly production: string;
  /** For a setting without a default. */
  readonly example?: string;
}

export type Setting<Schema extends z.ZodType> = z.ZodPreprocess<Schema>;

/** `KEY=` in a file means "not set". */
const unsetWhenEmpty = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;

export const setting = <Schema extends z.ZodType>(schema: Schema, facts: SettingFacts): Setting<Schema> =>
  z.preprocess(unsetWhenEmpty, schema).meta({ ...facts });

/** Plain decimal digits: `0x50`, `1e3` and `+7` are refused, never read as another number. */
const digits = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'is not a whole number in plain digits')
    .transform(Number)
    .pipe(z.number().min(min).max(max));

export const wholeNumber = (
  { min, max, fallback }: { readonly min: number; readonly max: number; readonly fallback: number },
  facts: Omit<SettingFacts, 'accepts'>,
) =>
  setting(digits(min, max).default(fallback), {
    ...facts,
    accepts: `a whole number from ${String(min)} to ${String(max)}`,
  });

/** `true` or `false` in words; `z.coerce.boolean()` would read "false" as true. */
export const trueOrFalse = (fallback: boolean, facts: Omit<SettingFacts, 'accepts'>) =>
  setting(z.stringbool('is neither true nor false').default(fallback), {
    ...facts,
    accepts: '`true` or `false`',
  });

export const oneOf = <const Values extends readonly [string, ...string[]]>(
  values: Values,
  fallback: Values[number],
  facts: Omit<SettingFacts, 'accepts'>,
) =>
  setting(z.enum(values).default(fallback as never), {
    ...facts,
    accepts: `one of ${values.map((value) => `\`${value}\``).join(', ')}`,
  });

/** @throws TypeError it was not made by `setting` */
export function factsOf(schema: z.ZodType): SettingFacts {
  const facts = schema.meta();
  if (facts?.group === undefined) throw new TypeError('A setting without facts');
  return facts as unknown as SettingFacts;
}
