import { type JsonObject } from '../json.ts';
import { locales } from '../validation/locales.ts';
import { checkForm, type Field } from '../validation/form.ts';

const RECORDS_MAX = 5;
const PLATFORM_NAME_MAX = 50;
const PLATFORM_USERNAME_MAX = 100;
const VALUE_MAX = 100;

/** What a linked role may ask of a member. */
export interface MetadataRecord {
  /** 1–4 compare whole numbers, 5 and 6 times, 7 and 8 truths. */
  readonly type: number;
  readonly key: string;
  readonly name: string;
  readonly description: string;
}

/** What an application says of one person. */
export interface RoleConnection {
  readonly platform_name: string | null;
  readonly platform_username: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

const NONE: RoleConnection = { platform_name: null, platform_username: null, metadata: {} };

/** The records of the application and what it wrote for each person. */
export class RoleConnections {
  private kept: readonly MetadataRecord[] = [];
  private readonly byUser = new Map<string, RoleConnection>();

  get records(): readonly MetadataRecord[] {
    return this.kept;
  }

  /** Replaces all. @throws ApiError 50035 */
  setRecords(body: unknown): readonly MetadataRecord[] {
    checkForm(body, (root) => {
      const keys = new Set<unknown>();
      for (const record of root.list({ required: true, max: RECORDS_MAX })) {
        checkRecord(record);
        const key = record.at('key');
        if (keys.has(key.value)) key.fail('BASE_TYPE_DUPLICATE', 'Keys must be unique.');
        keys.add(key.value);
      }
    });
    this.kept = (body as readonly MetadataRecord[]).map((record) => ({ ...record }));
    return this.kept;
  }

  of(userId: string): RoleConnection {
    return this.byUser.get(userId) ?? NONE;
  }

  /** What is not named is emptied. @throws ApiError 50035 */
  set(userId: string, body: JsonObject): RoleConnection {
    checkForm(body, (root) => {
      root.at('platform_name').text({ max: PLATFORM_NAME_MAX });
      root.at('platform_username').text({ max: PLATFORM_USERNAME_MAX });
      const metadata = root.at('metadata');
      if (metadata.isPresent) this.checkValues(metadata);
    });
    const connection = { ...NONE, ...(body as Partial<RoleConnection>) };
    const { platform_name, platform_username, metadata } = connection;
    const kept = { platform_name, platform_username, metadata: { ...metadata } };
    this.byUser.set(userId, kept);
    return kept;
  }

  forget(userId: string): void {
    this.byUser.delete(userId);
  }

  private checkValues(metadata: Field): void {
    for (const key of Object.keys(metadata.object() ?? {})) {
      const field = metadata.at(key);
      const record = this.kept.find((each) => each.key === key);
      if (record === undefined) field.fail('DICT_TYPE_KEY_INVALID', `"${key}" is no key of the metadata`);
      const value = field.text({ max: VALUE_MAX, required: true });
      if (record === undefined || value === undefined || isValueOf(record.type, value)) continue;
      field.fail('APPLICATION_ROLE_CONNECTION_METADATA_VALUE_INVALID', `No value of type ${record.type}.`);
    }
  }
}

function checkRecord(record: Field): void {
  if (record.object() === undefined) return;
  record.at('type').integer({ min: 1, max: 8, required: true });
  const key = record.at('key');
  const text = key.text({ min: 1, max: 50, required: true });
  if (text !== undefined && !/^[a-z0-9_]*$/.test(text))
    key.fail('STRING_TYPE_REGEX', 'String value did not match validation regex.');
  for (const [name, max] of [
    ['name', 100],
    ['description', 200],
  ] as const) {
    record.at(name).text({ min: 1, max, required: true });
    const texts = record.at(`${name}_localizations`);
    for (const locale of texts.isPresent ? Object.keys(texts.object() ?? {}) : []) {
      const field = texts.at(locale);
      if (locales.has(locale)) field.text({ min: 1, max, required: true });
      else field.fail('DICT_TYPE_KEY_INVALID', `"${locale}" is not a supported locale`);
    }
  }
}

function isValueOf(type: number, value: string): boolean {
  if (type <= 4) return /^-?\d{1,15}$/.test(value);
  if (type <= 6) return /^\d{4}-\d{2}-\d{2}/.test(value) && !Number.isNaN(Date.parse(value));
  return value === '0' || value === '1';
}
