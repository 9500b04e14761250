import { numberOf, textOf, type JsonObject } from '../../discord/json.ts';
import { characters } from '../../discord/validation/form.ts';
import { OptionType } from '../../discord/wire.ts';
import { type OptionValue } from '../state/api.ts';
import { type Choice } from './choices.ts';
import { type Leaf } from './command-tree.ts';

/** The options of one command while they are being filled in. */
export class OptionForm {
  readonly leaf: Leaf;
  /** Names of the options that have a field, in the order of their coming. */
  readonly shown: string[];
  focused: string | null = null;
  private readonly texts = new Map<string, string>();
  private readonly picked = new Map<string, Choice>();
  private readonly faults = new Map<string, string>();

  constructor(leaf: Leaf) {
    this.leaf = leaf;
    this.shown = leaf.options.filter(({ required }) => required === true).map(nameOf);
  }

  get hidden(): JsonObject[] {
    return this.leaf.options.filter((option) => !this.shown.includes(nameOf(option)));
  }

  /** Those among the shown ones that take a file. */
  get fileOptions(): string[] {
    return this.shown.filter((name) => this.option(name).type === OptionType.Attachment);
  }

  option(name: string): JsonObject {
    return this.leaf.options.find((option) => option.name === name) ?? {};
  }

  textOf(name: string): string {
    return this.picked.get(name)?.label ?? this.texts.get(name) ?? '';
  }

  faultOf(name: string): string | undefined {
    return this.faults.get(name);
  }

  isPicked(name: string): boolean {
    return this.picked.has(name);
  }

  add(name: string): void {
    if (!this.shown.includes(name)) this.shown.push(name);
  }

  remove(name: string): void {
    if (this.option(name).required === true) return;
    this.shown.splice(this.shown.indexOf(name), 1);
    this.clear(name);
  }

  type(name: string, text: string): void {
    this.clear(name);
    this.texts.set(name, text);
  }

  pick(name: string, choice: Choice): void {
    this.clear(name);
    this.picked.set(name, choice);
  }

  /** Notes what can't be taken; what was there before stays. */
  refuse(name: string, fault: string): void {
    this.faults.set(name, fault);
  }

  /** The next field that still needs something. */
  nextEmpty(): string | null {
    return this.shown.find((name) => this.textOf(name) === '') ?? null;
  }

  /** The values for the bot, or `null` after having noted what is wrong, as Discord's form does. */
  values(): Record<string, OptionValue> | null {
    this.faults.clear();
    const values: Record<string, OptionValue> = {};
    for (const name of this.shown) {
      const fault = this.faultIn(name);
      if (fault !== null) this.faults.set(name, fault);
      else if (this.textOf(name) !== '') values[name] = this.valueOf(name);
    }
    return this.faults.size === 0 ? values : null;
  }

  /** For autocompletion: what is there so far, whether right or not. */
  partial(): Record<string, OptionValue> {
    const filled = this.shown.filter((name) => this.textOf(name) !== '' && this.faultIn(name) === null);
    return Object.fromEntries(filled.map((name) => [name, this.valueOf(name)]));
  }

  private clear(name: string): void {
    this.texts.delete(name);
    this.picked.delete(name);
    this.faults.delete(name);
  }

  private valueOf(name: string): OptionValue {
    const text = this.picked.get(name)?.value ?? this.texts.get(name) ?? '';
    const type = numberOf(this.option(name).type) ?? 0;
    if (type === OptionType.Integer || type === OptionType.Number) return Number(text);
    return type === OptionType.Boolean ? text === 'true' : text;
  }

  private faultIn(name: string): string | null {
    const option = this.option(name);
    const text = this.textOf(name);
    if (text === '') return option.required === true ? 'This option is required. Specify a value.' : null;
    const type = numberOf(option.type) ?? 0;
    if (type === OptionType.String) return textFault(option, text, this.isPicked(name));
    if (type === OptionType.Integer || type === OptionType.Number)
      return numberFault(option, this.picked.get(name)?.value ?? text);
    return this.isPicked(name) ? null : 'Choose one from the list.';
  }
}

export function nameOf(option: JsonObject): string {
  return textOf(option.name) ?? '';
}

function textFault(option: JsonObject, text: string, isPicked: boolean): string | null {
  if (Array.isArray(option.choices) && option.choices.length > 0 && !isPicked)
    return 'Choose one from the list.';
  const min = numberOf(option.min_length) ?? 0;
  const max = numberOf(option.max_length) ?? 6000;
  const length = characters(text);
  if (isPicked || (length >= min && length <= max)) return null;
  return `Between ${min} and ${max} characters.`;
}

function numberFault(option: JsonObject, text: string): string | null {
  const value = Number(text);
  if (!Number.isFinite(value)) return 'This is not a number.';
  if (option.type === OptionType.Integer && !Number.isInteger(value)) return 'This must be a whole number.';
  const min = numberOf(option.min_value) ?? -Infinity;
  const max = numberOf(option.max_value) ?? Infinity;
  if (value < min) return `At least ${min}.`;
  return value > max ? `At most ${max}.` : null;
}
