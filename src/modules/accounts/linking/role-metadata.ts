import {
  ApplicationRoleConnectionMetadataType,
  type RESTPutAPIApplicationRoleConnectionMetadataJSONBody,
} from 'discord.js';
import { catalogues, type Texts } from '../../../locales/index.js';

/** Stand in the settings of servers' roles, so they are never renamed. */
export const ROLE_FIGURES = ['points', 'tier', 'tasks'] as const;
export type RoleFigure = (typeof ROLE_FIGURES)[number];

/** What a linked role may ask for: each a whole number that must be reached. */
export function roleMetadata(): RESTPutAPIApplicationRoleConnectionMetadataJSONBody {
  return ROLE_FIGURES.map((key) => ({
    key,
    type: ApplicationRoleConnectionMetadataType.IntegerGreaterThanOrEqual,
    ...inEveryLanguage('name', (texts) => texts.linkedRoles[key].name),
    ...inEveryLanguage('description', (texts) => texts.linkedRoles[key].description),
  }));
}

function inEveryLanguage<Field extends 'name' | 'description'>(field: Field, pick: (texts: Texts) => string) {
  const { 'en-US': english, ...others } = catalogues;
  const translated = Object.entries(others).map(([locale, texts]) => [locale, pick(texts)]);
  return {
    [field]: pick(english),
    [`${field}_localizations`]: Object.fromEntries(translated) as Record<string, string>,
  } as Record<Field, string>;
}
