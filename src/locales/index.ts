import { de } from './de/index.js';
import { enUS, type Texts } from './en-US/index.js';

export type { Texts } from './en-US/index.js';

/** By Discord's locale code. A locale without a catalogue of its own reads English. */
export const catalogues = { 'en-US': enUS, de } satisfies Record<string, Texts>;
export type LocaleCode = keyof typeof catalogues;

/** Never throws: unknown, missing or malformed locale codes read English. */
export function textsOf(locale: string | null | undefined): Texts {
  return typeof locale === 'string' && Object.hasOwn(catalogues, locale)
    ? catalogues[locale as LocaleCode]
    : enUS;
}

type CommandKey = keyof Texts['commands'];
interface CommandTexts {
  name: string;
  description: string;
  options?: Record<string, { name: string; description: string }>;
}

/** Other languages than English, as Discord's localisation maps want them. */
function translations(pick: (texts: Texts) => string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(catalogues)
      .filter(([locale]) => locale !== 'en-US')
      .map(([locale, texts]) => [locale, pick(texts)]),
  );
}

/** Name, description and their translations, as necord's command decorators take them. */
export function localizedCommand(key: CommandKey) {
  return {
    name: enUS.commands[key].name,
    description: enUS.commands[key].description,
    nameLocalizations: translations((texts) => texts.commands[key].name),
    descriptionLocalizations: translations((texts) => texts.commands[key].description),
  };
}

/** The name on a menu of Discord and its translations; menus have no description. */
export function localizedMenu(key: keyof Texts['menus']) {
  return { name: enUS.menus[key], nameLocalizations: translations((texts) => texts.menus[key]) };
}

/** The same for an option; necord passes options on as they are, so the keys are Discord's. */
export function localizedOption(key: CommandKey, option: string) {
  const of = (texts: Texts): { name: string; description: string } => {
    const found = (texts.commands[key] as CommandTexts).options?.[option];
    if (!found) throw new TypeError(`No texts for option ${option} of command ${key}`);
    return found;
  };
  return {
    name: of(enUS).name,
    description: of(enUS).description,
    name_localizations: translations((texts) => of(texts).name),
    description_localizations: translations((texts) => of(texts).description),
  };
}

/** A choice of an option, in every language. */
export function localizedChoice<Value extends string>(value: Value, pick: (texts: Texts) => string) {
  return { name: pick(enUS), value, name_localizations: translations(pick) };
}
