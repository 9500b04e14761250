import type {
  APIComponentInContainer,
  APIModalInteractionResponseCallbackData,
  APISelectMenuOption,
} from 'discord.js';
import { ComponentType, TextInputStyle } from 'discord.js';
import { button, optionSelect, row, selectRow, text } from '../../../infra/discord/index.js';
import { catalogues, type Texts, textsOf } from '../../../locales/index.js';
import { SERVER_LANGUAGE } from '../settings/settings.rules.js';
import type { SetupPanel, TypedSetting } from '../settings/setup.service.js';
import { commonValueId, languageId, typedValueId, typeValueId } from '../setup.custom-ids.js';

/** Where most people live; all others can be typed. A select has 25 options, one of them for what is set. */
const COMMON_ZONES = [
  'UTC',
  'America/Los_Angeles',
  'America/Denver',
  'America/Chicago',
  'America/New_York',
  'America/Mexico_City',
  'America/Bogota',
  'America/Sao_Paulo',
  'Europe/London',
  'Europe/Paris',
  'Europe/Berlin',
  'Europe/Athens',
  'Europe/Istanbul',
  'Europe/Moscow',
  'Africa/Lagos',
  'Africa/Johannesburg',
  'Asia/Dubai',
  'Asia/Karachi',
  'Asia/Bangkok',
  'Asia/Singapore',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Pacific/Auckland',
];
const COMMON_AGES = [0, 1, 3, 7, 14, 30, 90, 180, 365];

export function languagePage({ config, guildLocale }: SetupPanel, texts: Texts): APIComponentInContainer[] {
  const t = texts.setup.language;
  return [
    text(t.language),
    selectRow(optionSelect(languageId.build({}), languageOptions(config.locale, guildLocale, texts))),
    text(t.zone),
    selectRow(optionSelect(commonValueId.build({ field: 'timezone' }), zoneOptions(config.timezone))),
    row(button(typeValueId.build({ field: 'timezone' }), t.otherZone)),
    text(t.age),
    selectRow(
      optionSelect(
        commonValueId.build({ field: 'minimumAccountAge' }),
        ageOptions(config.minimumAccountAge, texts),
      ),
    ),
    row(button(typeValueId.build({ field: 'minimumAccountAge' }), t.otherAge)),
  ];
}

/** The language that cards and notices have, and whether it is the server's own. */
export const languageName = (locale: string | undefined, guildLocale: string, texts: Texts): string =>
  locale === undefined
    ? texts.setup.language.asServer(textsOf(guildLocale).setup.language.name)
    : textsOf(locale).setup.language.name;

export const ageName = (days: number, texts: Texts): string =>
  days === 0 ? texts.setup.language.anyAge : texts.setup.language.days(days);

function languageOptions(
  chosen: string | undefined,
  guildLocale: string,
  texts: Texts,
): APISelectMenuOption[] {
  const asServer = {
    label: languageName(undefined, guildLocale, texts),
    value: SERVER_LANGUAGE,
    default: chosen === undefined,
  };
  const own = Object.entries(catalogues).map(([locale, catalogue]) => ({
    label: catalogue.setup.language.name,
    value: locale,
    default: chosen === locale,
  }));
  return [asServer, ...own];
}

const zoneOptions = (chosen: string): APISelectMenuOption[] =>
  [...new Set([...COMMON_ZONES, chosen])].map((zone) => ({
    label: zone.replaceAll('_', ' '),
    value: zone,
    default: zone === chosen,
  }));

const ageOptions = (chosen: number, texts: Texts): APISelectMenuOption[] =>
  [...new Set([...COMMON_AGES, chosen])]
    .sort((a, b) => a - b)
    .map((days) => ({ label: ageName(days, texts), value: String(days), default: days === chosen }));

/** For what is not among the common ones. */
export function typedSettingModal(
  { field, value }: TypedSetting,
  texts: Texts,
): APIModalInteractionResponseCallbackData {
  const { title, label, hint } = texts.setup.typed[field];
  return {
    custom_id: typedValueId.build({ field }),
    title,
    components: [
      {
        type: ComponentType.Label,
        label,
        description: hint,
        component: {
          type: ComponentType.TextInput,
          custom_id: 'value',
          style: TextInputStyle.Short,
          min_length: 1,
          max_length: 60,
          value,
        },
      },
    ],
  };
}
