import { type APIModalInteractionResponseCallbackData, ButtonStyle } from 'discord.js';
import {
  ACCENT,
  button,
  container,
  formModal,
  type FormField,
  linkButton,
  literal,
  notice,
  optionSelect,
  refusedView,
  row,
  selectRow,
  separator,
  text,
  TYPED_MOMENT_MAX,
  type View,
} from '../../../infra/discord/index.js';
import { mentionOf, messageLink, relativeTime } from '../../../kernel/discord-text.js';
import { truncate } from '../../../kernel/text.js';
import type { Texts } from '../../../locales/index.js';
import { allowlistEditorId, duplicateAllowlistId } from '../allowlists.custom-ids.js';
import { EDITABLE } from '../creation/allowlist-editing.repository.js';
import type { OpenEnd } from '../life/allowlist-ends.service.js';
import { allowlistStatisticsId } from '../figures/statistics.custom-ids.js';
import type { MoveName } from '../life/allowlist-life.rules.js';
import {
  allowlistEndId,
  askMoveId,
  chooseAllowlistId,
  fixEndId,
  manageAllowlistId,
  moveAllowlistId,
  openEndId,
} from '../life/manage.custom-ids.js';
import type { EndAnswer, FoundAllowlist, ManagedAllowlist } from '../manage-allowlist.service.js';
import { importWalletsId } from '../imports/imports.custom-ids.js';
import { drawPanelId } from '../steering/steering.custom-ids.js';
import { heldEntriesId } from '../risk/held.custom-ids.js';
import { ALLOWLIST_STATUSES, type AllowlistStatus } from '../schemas/allowlist-connection.schema.js';
import { kindWords, standingOf } from './allowlist-card.view.js';

/** In these it has been open. */
const HAVE_FIGURES: readonly AllowlistStatus[] = ALLOWLIST_STATUSES.filter(
  (status) => status !== 'draft' && status !== 'scheduled',
);

type Button = Parameters<typeof row>[number];

/** Discord's limit of an option. */
const LONGEST = 100;

/** How an allowlist stands, and what this member may do with it now; or whether they are sure. */
export function manageAllowlistView(managed: ManagedAllowlist, now: Date, texts: Texts): View {
  const { allowlist, said, asked } = managed;
  if (asked !== undefined) return sureView(managed, asked, texts);
  const { allowlistData, entryManagement, createdBy, createdAt } = allowlist;
  const { entries, tickets, held } = entryManagement.totals;
  const t = texts.manageAllowlist;
  const figures = [t.entries(entries), t.tickets(tickets), ...(held === 0 ? [] : [t.held(held)])];
  const rows = [
    [...lifeButtons(managed, texts), ...drawButtons(managed, texts)],
    otherButtons(managed, texts),
    importButtons(managed, texts),
  ];
  return [
    container(
      ACCENT.brand,
      ...(said === undefined ? [] : [text(said(texts)), separator()]),
      text(`## ${literal(allowlistData.title)}\n${stateLine(managed, now, texts)}`),
      separator(),
      text([kindWords(allowlistData, texts), ...figures.map((line) => `- ${line}`)].join('\n')),
      text(`-# ${t.madeBy(mentionOf(createdBy), relativeTime(createdAt))}`),
      ...rows.filter((buttons) => buttons.length > 0).map((buttons) => row(...buttons)),
    ),
  ];
}

function sureView({ allowlist }: ManagedAllowlist, move: MoveName, texts: Texts): View {
  const connectionId = allowlist._id.toHexString();
  const t = texts.manageAllowlist;
  const title = literal(allowlist.allowlistData.title);
  const isEnd = move === 'end';
  return [
    container(
      ACCENT.warning,
      text(isEnd ? t.sureToEnd(title, allowlist.entryManagement.totals.entries) : t.sureToCancel(title)),
      row(
        button(
          moveAllowlistId.build({ connectionId, move }),
          isEnd ? t.endIt : t.cancelIt,
          ButtonStyle.Danger,
        ),
        button(manageAllowlistId.build({ connectionId }), t.keepIt),
      ),
    ),
  ];
}

function lifeButtons({ allowlist, may, moves, mayEndOtherwise }: ManagedAllowlist, texts: Texts): Button[] {
  if (!may.has('allowlists.run')) return [];
  const t = texts.manageAllowlist;
  const connectionId = allowlist._id.toHexString();
  const moveButton = (move: MoveName): Button =>
    move === 'cancel' || move === 'end'
      ? button(
          askMoveId.build({ connectionId, move }),
          t.moves[move],
          move === 'cancel' ? ButtonStyle.Danger : ButtonStyle.Secondary,
        )
      : button(moveAllowlistId.build({ connectionId, move }), t.moves[move]);
  return [
    ...moves.map(moveButton),
    ...(mayEndOtherwise ? [button(openEndId.build({ connectionId }), t.changeEnd)] : []),
  ];
}

function otherButtons({ allowlist, may, isLinked }: ManagedAllowlist, texts: Texts): Button[] {
  const { _id, guildId, channelId, messageId, allowlistData } = allowlist;
  const t = texts.manageAllowlist;
  const connectionId = _id.toHexString();
  const mayRun = may.has('allowlists.run') && isLinked;
  const isDraft = allowlistData.status === 'draft';
  return [
    ...(mayRun && EDITABLE.includes(allowlistData.status)
      ? [
          button(
            allowlistEditorId.build({ connectionId }),
            isDraft ? t.finish : t.edit,
            isDraft ? ButtonStyle.Primary : ButtonStyle.Secondary,
          ),
        ]
      : []),
    ...(mayRun && !isDraft
      ? [
          button(
            heldEntriesId.build({ connectionId }),
            texts.held.open(allowlist.entryManagement.totals.held),
          ),
        ]
      : []),
    ...(mayRun ? [button(duplicateAllowlistId.build({ connectionId }), texts.taskEditor.duplicate)] : []),
    ...(HAVE_FIGURES.includes(allowlistData.status)
      ? [button(allowlistStatisticsId.build({ connectionId }), texts.statistics.open)]
      : []),
    ...(messageId === undefined
      ? []
      : [linkButton(messageLink(guildId, channelId, messageId), texts.common.open)]),
  ];
}

function importButtons({ allowlist, may, isLinked }: ManagedAllowlist, texts: Texts): Button[] {
  const { status, walletRule } = allowlist.allowlistData;
  const takesWallets = HAVE_FIGURES.includes(status) && status !== 'cancelled' && walletRule !== 'proven';
  if (!takesWallets || !may.has('allowlists.run') || !isLinked) return [];
  const connectionId = allowlist._id.toHexString();
  return [button(importWalletsId.build({ connectionId }), texts.walletImport.open)];
}

/** To how its draw stands; there is one once it was posted. */
function drawButtons({ allowlist, may }: ManagedAllowlist, texts: Texts): Button[] {
  const { kind, status } = allowlist.allowlistData;
  if (!may.has('allowlists.draw') || !HAVE_FIGURES.includes(status) || status === 'cancelled') return [];
  const isTurn = kind === 'application' && status === 'frozen';
  const connectionId = allowlist._id.toHexString();
  return [
    button(
      drawPanelId.build({ connectionId }),
      texts.steering.open,
      isTurn ? ButtonStyle.Primary : ButtonStyle.Secondary,
    ),
  ];
}

function stateLine({ allowlist, isLinked }: ManagedAllowlist, now: Date, texts: Texts): string {
  const { states } = texts.manageAllowlist;
  const { status } = allowlist.allowlistData;
  const { trouble } = allowlist.card;
  if (status === 'active' && !isLinked) return states.notLinked;
  if (status === 'draft') return states.draft;
  const end = texts.allowlistCard.standing.ends(relativeTime(allowlist.allowlistData.endsAt));
  const isAhead = status === 'active' || status === 'scheduled';
  const standing = isAhead ? [standingOf(allowlist, now, texts)] : status === 'paused' ? [end] : [];
  const lines = [
    [states[status], ...standing].join(' · '),
    ...(trouble === undefined ? [] : [texts.allowlistCard.trouble[trouble.kind]]),
    ...(status === 'active' && allowlist.messageId === undefined ? [texts.allowlistEditor.postedSoon] : []),
  ];
  return lines.join('\n');
}

/** The allowlist that was chosen, or those that can be. */
export const foundAllowlistView = (found: FoundAllowlist, now: Date, texts: Texts): View =>
  found.kind === 'one'
    ? manageAllowlistView(found.managed, now, texts)
    : foundTitlesView(
        found,
        { newest: texts.manageAllowlist.newest, chooseId: chooseAllowlistId.pattern },
        texts,
      );

export function foundTitlesView(
  { words, titles }: Pick<Extract<FoundAllowlist, { kind: 'some' }>, 'words' | 'titles'>,
  { newest, chooseId }: { readonly newest: string; readonly chooseId: string },
  texts: Texts,
): View {
  const t = texts.manageAllowlist;
  if (titles.length === 0) return notice(words === '' ? t.none : t.noneFound(literal(words)));
  const options = titles.map(({ id, title, status }) => ({
    value: id,
    label: truncate(title, LONGEST),
    description: t.short[status],
  }));
  return [
    container(
      ACCENT.brand,
      text(words === '' ? newest : t.found(literal(words))),
      selectRow(optionSelect(chooseId, options, { placeholder: t.choose })),
    ),
  ];
}

const endField = (zone: string): FormField => ({
  id: 'end',
  label: (texts) => texts.managePost.ending.label,
  hint: (texts) => texts.managePost.ending.hint(zone),
  input: { kind: 'text', maxLength: TYPED_MOMENT_MAX },
});

export const allowlistEndModal = (
  { connectionId, zone, typed, seen }: OpenEnd,
  texts: Texts,
): APIModalInteractionResponseCallbackData =>
  formModal(
    {
      customId: allowlistEndId.build({ connectionId, seen }),
      title: texts.manageAllowlist.changeEnd,
      fields: [endField(zone)],
      values: { end: [typed] },
    },
    texts,
  );

export function endAnswerView(answer: EndAnswer, now: Date, texts: Texts): View {
  if (answer.kind === 'panel') return manageAllowlistView(answer.managed, now, texts);
  const { connectionId, formId, fault } = answer;
  return refusedView([fault], texts, {
    fixId: fixEndId.build({ connectionId, formId }),
    backId: manageAllowlistId.build({ connectionId }),
  });
}
