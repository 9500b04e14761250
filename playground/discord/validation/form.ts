import { ApiError, type ErrorTree, type FieldError } from '../api-error.ts';
import { isObject, isPresent, type JsonObject } from '../json.ts';
import { isSnowflake } from '../snowflake.ts';

type Key = string | number;

interface Limits {
  readonly min?: number;
  readonly max?: number;
  readonly required?: boolean;
}

/** Collects everything that is wrong with a body, so that one answer names it all. */
export class Form {
  private tree: ErrorTree | undefined;

  report(path: readonly Key[], error: FieldError): void {
    let node = (this.tree ??= {});
    for (const key of path) node = (node[key] ??= {}) as ErrorTree;
    const errors = (node._errors as FieldError[] | undefined) ?? [];
    node._errors = [...errors, error];
  }

  throwIfInvalid(): void {
    if (this.tree !== undefined) throw new ApiError(400, 50035, 'Invalid Form Body', { errors: this.tree });
  }
}

/**
 * Checks a body with `check`; `under` is where Discord nests the errors (`data` for callbacks).
 *
 * @throws ApiError 50035 with every error found
 */
export function checkForm(body: unknown, check: (root: Field) => void, under: readonly Key[] = []): void {
  const form = new Form();
  check(new Field(form, under, body));
  form.throwIfInvalid();
}

/** A value of the body together with its place; every check reports there. */
export class Field {
  readonly form: Form;
  readonly path: readonly Key[];
  readonly value: unknown;

  constructor(form: Form, path: readonly Key[], value: unknown) {
    this.form = form;
    this.path = path;
    this.value = value;
  }

  get isPresent(): boolean {
    return isPresent(this.value);
  }

  at(key: Key): Field {
    const value =
      typeof this.value === 'object' && this.value !== null ? (this.value as JsonObject)[key] : undefined;
    return new Field(this.form, [...this.path, key], value);
  }

  fail(code: string, message: string): void {
    this.form.report(this.path, { code, message });
  }

  require(): boolean {
    if (this.isPresent) return true;
    this.fail('BASE_TYPE_REQUIRED', 'This field is required');
    return false;
  }

  object(): JsonObject | undefined {
    if (!this.require()) return undefined;
    if (isObject(this.value)) return this.value;
    this.fail('MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType');
    return undefined;
  }

  /** The entries of a list; an absent list has none. */
  list({ min = 0, max = Infinity, required = false } = {}): Field[] {
    if (required ? !this.require() : !this.isPresent) return [];
    if (!Array.isArray(this.value)) {
      this.fail('LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
      return [];
    }
    this.checkLength(this.value.length, min, max);
    return this.value.map((_, index) => this.at(index));
  }

  text({ min = 0, max = Infinity, required = false }: Limits = {}): string | undefined {
    if (required ? !this.require() : !this.isPresent) return undefined;
    if (typeof this.value !== 'string') {
      this.fail('STRING_TYPE_CONVERT', `Could not interpret "${JSON.stringify(this.value)}" as string.`);
      return undefined;
    }
    if (min > 0 && this.value.trim() === '') {
      this.fail('BASE_TYPE_REQUIRED', 'This field is required');
      return undefined;
    }
    this.checkLength(characters(this.value), min, max);
    return this.value;
  }

  integer({ min = -Infinity, max = Infinity, required = false }: Limits = {}): number | undefined {
    if (required ? !this.require() : !this.isPresent) return undefined;
    const value = this.value;
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      this.fail('NUMBER_TYPE_COERCE', `Value "${JSON.stringify(value)}" is not int.`);
      return undefined;
    }
    if (value > max) this.fail('NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`);
    if (value < min) this.fail('NUMBER_TYPE_MIN', `int value should be greater than or equal to ${min}.`);
    return value;
  }

  boolean(): boolean | undefined {
    if (!this.isPresent) return undefined;
    if (typeof this.value === 'boolean') return this.value;
    this.fail('BOOLEAN_TYPE_CONVERT', 'Must be either true or false.');
    return undefined;
  }

  oneOf(choices: readonly unknown[], { required = false } = {}): void {
    if (required ? !this.require() : !this.isPresent) return;
    if (choices.includes(this.value)) return;
    this.fail(
      'BASE_TYPE_CHOICES',
      `Value must be one of {${choices.map((choice) => JSON.stringify(choice)).join(', ')}}.`,
    );
  }

  snowflake({ required = false } = {}): string | undefined {
    if (required ? !this.require() : !this.isPresent) return undefined;
    if (isSnowflake(this.value)) return this.value;
    this.fail('NUMBER_TYPE_COERCE', `Value "${JSON.stringify(this.value)}" is not snowflake.`);
    return undefined;
  }

  private checkLength(length: number, min: number, max: number): void {
    if (length >= min && length <= max) return;
    const message =
      max === Infinity
        ? `Must be ${min} or more in length.`
        : min === 0
          ? `Must be ${max} or fewer in length.`
          : `Must be between ${min} and ${max} in length.`;
    this.fail(min === 0 ? 'BASE_TYPE_MAX_LENGTH' : 'BASE_TYPE_BAD_LENGTH', message);
  }
}

/** Length as Discord counts it: an emoji outside the basic plane is one character, not two. */
export function characters(text: string): number {
  let count = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0xd800 && unit <= 0xdbff) count--;
  }
  return count;
}
