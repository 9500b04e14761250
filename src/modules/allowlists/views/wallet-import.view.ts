import type { APIModalInteractionResponseCallbackData } from 'discord.js';
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
import { walletFileId } from '../imports/imports.custom-ids.js';
import type { LeftOut } from '../imports/wallet-file.js';
import { WALLET_FILE_FIELDS, type WalletImport } from '../imports/wallet-import.service.js';
import { manageAllowlistId } from '../life/manage.custom-ids.js';

/** Of the 4,000 characters of a message; the rest says what was imported. */
const ROOM_FOR_LINES = 3_000;

export const walletFileModal = (
  connectionId: string,
  texts: Texts,
): APIModalInteractionResponseCallbackData =>
  formModal(
    {
      customId: walletFileId.build({ connectionId }),
      title: texts.walletImport.open,
      fields: WALLET_FILE_FIELDS,
      values: { others: ['keep'] },
    },
    texts,
  );

/** What came of a file: how many wallets, and which lines were left out, and why. */
export function walletImportView({ allowlist, given, unchanged, leftOut }: WalletImport, texts: Texts): View {
  const t = texts.walletImport;
  const shown = shownOf(leftOut, texts);
  const lines = [
    t.given(given, literal(allowlist.allowlistData.title)),
    ...(unchanged === 0 ? [] : [t.unchanged(unchanged)]),
    ...(leftOut.length === 0 ? [] : [t.leftOut(leftOut.length), ...shown]),
    ...(leftOut.length > shown.length ? [`-# ${t.more(leftOut.length - shown.length)}`] : []),
  ];
  const connectionId = allowlist._id.toHexString();
  return [
    container(
      leftOut.length === 0 ? ACCENT.success : ACCENT.warning,
      text(lines.join('\n')),
      row(button(manageAllowlistId.build({ connectionId }), texts.taskEditor.back)),
    ),
  ];
}

/** As many as fit. Of a reason the first line says what is wrong; what follows would be the same for each. */
function shownOf(leftOut: readonly LeftOut[], texts: Texts): string[] {
  const shown: string[] = [];
  let room = ROOM_FOR_LINES;
  for (const { line, why } of leftOut) {
    const [reason = ''] = why(texts).split('\n');
    const said = `- ${texts.walletImport.line(line, reason)}`;
    room -= said.length + 1;
    if (room < 0) break;
    shown.push(said);
  }
  return shown;
}
