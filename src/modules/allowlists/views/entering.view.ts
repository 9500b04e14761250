import { type APIModalInteractionResponseCallbackData, ButtonStyle } from 'discord.js';
import {
  ACCENT,
  button,
  container,
  formModal,
  literal,
  row,
  text,
  type View,
} from '../../../infra/discord/index.js';
import type { Texts } from '../../../locales/index.js';
import { entryFormId, ownEntryId } from '../entries/entries.custom-ids.js';
import type { Entered, EntryForm } from '../entries/entering.service.js';

/** What a member fills in to enter. */
export function entryFormModal(
  { allowlist, fields }: EntryForm,
  texts: Texts,
): APIModalInteractionResponseCallbackData {
  const customId = entryFormId.build({ connectionId: allowlist._id.toHexString() });
  return formModal({ customId, title: allowlist.allowlistData.title, fields }, texts);
}

/** What came of *Enter*, and who will see it. */
export function enteredView({ allowlist, entry, places }: Entered, texts: Texts): View {
  const { allowlistData } = allowlist;
  const t = texts.entering;
  const title = literal(allowlistData.title);
  const facts = [
    ...(allowlistData.kind === 'raffle' ? [t.tickets(entry.tickets)] : []),
    ...(entry.seat === undefined || places === undefined || allowlistData.kind !== 'first_come'
      ? []
      : [t.seat(places)]),
    ...(entry.price === undefined ? [] : [t.paid(entry.price)]),
  ];
  const isHeld = entry.state === 'held';
  const lines = isHeld ? [t.held(title)] : [t.done(title), t.what[allowlistData.kind]];
  const connectionId = allowlist._id.toHexString();
  return [
    container(
      isHeld ? ACCENT.warning : ACCENT.success,
      text([...lines, ...(facts.length === 0 ? [] : [facts.join(' · ')])].join('\n')),
      text(`-# ${t.listed}`),
      row(button(ownEntryId.build({ connectionId }), t.ownEntry, ButtonStyle.Secondary)),
    ),
  ];
}
