import type { APIComponentInContainer } from 'discord.js';
import { channelSelect, selectRow, text } from '../../../infra/discord/index.js';
import type { Texts } from '../../../locales/index.js';
import { CHANNEL_FIELDS } from '../settings/settings.rules.js';
import type { SetupPanel } from '../settings/setup.service.js';
import { setupChannelId } from '../setup.custom-ids.js';
import { problemLines } from './diagnosis.view.js';

/** A select for each channel, and below what keeps the bot from working in the chosen ones. */
export function channelsPage({ config, diagnosis }: SetupPanel, texts: Texts): APIComponentInContainer[] {
  const { names, hints, placeholder } = texts.setup.channels;
  const selects = CHANNEL_FIELDS.flatMap((field): APIComponentInContainer[] => [
    text(`**${names[field]}**\n-# ${hints[field]}`),
    selectRow(channelSelect(setupChannelId.build({ field }), placeholder, config[field])),
  ]);
  const problems = diagnosis === undefined ? [] : problemLines(diagnosis, texts);
  return problems.length === 0 ? selects : [...selects, text(problems.join('\n'))];
}
