import { type APIComponentInContainer, ButtonStyle, ComponentType } from 'discord.js';
import { button, optionSelect, selectRow, separator, text } from '../../../infra/discord/index.js';
import type { Texts } from '../../../locales/index.js';
import { type BotConfig, CARD_DELETED } from '../schemas/server-mapping.schema.js';
import type { SwitchName } from '../settings/settings.rules.js';
import type { SetupPanel } from '../settings/setup.service.js';
import { onCardDeletedId, switchId } from '../setup.custom-ids.js';

/** A switch each for what the bot posts by itself and what it tells. */
export function postingPage({ config }: SetupPanel, texts: Texts): APIComponentInContainer[] {
  const states = switchStates(config);
  const one = (name: SwitchName) => switchSection(name, states[name], texts);
  return [
    text(texts.setup.posting.title),
    one('tasks'),
    one('allowlists'),
    text(texts.setup.posting.cardDeleted),
    selectRow(optionSelect(onCardDeletedId.build({}), cardDeletedOptions(config, texts))),
    separator(),
    text(texts.setup.posting.notices),
    one('reviews'),
    one('winners'),
    one('problems'),
  ];
}

export const switchStates = (config: BotConfig): Readonly<Record<SwitchName, boolean>> => ({
  tasks: config.autoPostTasks,
  allowlists: config.autoPostAllowlists,
  reviews: config.notifications.reviews,
  winners: config.notifications.winners,
  problems: config.notifications.problems,
});

const cardDeletedOptions = ({ onCardDeleted }: BotConfig, texts: Texts) =>
  CARD_DELETED.map((value) => ({
    label: texts.setup.posting.onCardDeleted[value],
    value,
    default: value === onCardDeleted,
  }));

function switchSection(name: SwitchName, isOn: boolean, texts: Texts): APIComponentInContainer {
  const { on, off, turnOn, turnOff, names, hints } = texts.setup.posting;
  const what = names[name];
  return {
    type: ComponentType.Section,
    components: [text(`${isOn ? on(what) : off(what)}\n-# ${hints[name]}`)],
    accessory: button(
      switchId.build({ name, to: isOn ? 'off' : 'on' }),
      isOn ? turnOff : turnOn,
      isOn ? ButtonStyle.Secondary : ButtonStyle.Success,
    ),
  };
}
