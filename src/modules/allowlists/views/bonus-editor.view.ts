import { type APIModalInteractionResponseCallbackData, ButtonStyle } from 'discord.js';
import {
  ACCENT,
  button,
  container,
  formModal,
  literal,
  optionSelect,
  refusedView,
  row,
  selectRow,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { truncate } from '../../../kernel/text.js';
import type { Texts } from '../../../locales/index.js';
import {
  addBonusId,
  allowlistEditorId,
  bonusesId,
  bonusFormId,
  bonusModeId,
  fixBonusId,
  removeBonusId,
} from '../allowlists.custom-ids.js';
import { type BonusForm, type BonusOutcome, isBonusKind, keyOf } from '../creation/bonus-editor.service.js';
import {
  ALLOWLIST_LIMITS,
  BONUS_KINDS,
  type DiscordAllowlistConnection,
} from '../schemas/allowlist-connection.schema.js';
import { oneBonus } from './allowlist-card.view.js';

/** Discord's limit of an option. */
const LONGEST = 100;

/** What gives more tickets, with what can be added and taken out. */
export function bonusesView(allowlist: DiscordAllowlistConnection, texts: Texts): View {
  const t = texts.bonusEditor;
  const { title, bonusEntries, bonusMode } = allowlist.allowlistData;
  const connectionId = allowlist._id.toHexString();
  const lines = bonusEntries.map((bonus, index) => `${String(index + 1)}. ${oneBonus(bonus, texts)}`);
  const isFull = bonusEntries.length >= ALLOWLIST_LIMITS.bonuses;
  const other = bonusMode === 'stack' ? 'highest' : 'stack';
  const add = optionSelect(
    addBonusId.build({ connectionId }),
    BONUS_KINDS.map((kind) => ({ value: kind, label: t.kinds[kind] })),
    { placeholder: t.add },
  );
  return [
    container(
      ACCENT.brand,
      text(
        [
          t.title(literal(title)),
          ...(lines.length === 0 ? [t.none] : [...lines, `-# ${texts.allowlistCard.bonusModes[bonusMode]}`]),
          isFull ? t.full(ALLOWLIST_LIMITS.bonuses) : t.hint,
        ].join('\n'),
      ),
      ...(isFull ? [] : [selectRow(add)]),
      ...(lines.length === 0 ? [] : [selectRow(removeSelect(allowlist, texts))]),
      row(
        button(bonusModeId.build({ connectionId, mode: other }), t.modes[other]),
        button(allowlistEditorId.build({ connectionId }), texts.taskEditor.back, ButtonStyle.Primary),
      ),
    ),
  ];
}

function removeSelect({ _id, allowlistData }: DiscordAllowlistConnection, { bonusEditor: t }: Texts) {
  const options = allowlistData.bonusEntries.map((bonus, index) => {
    const kind = isBonusKind(bonus.kind) ? t.kinds[bonus.kind] : '';
    const label = `${String(index + 1)}. ${kind} ${bonus.name ?? ''}`.trim();
    return { value: keyOf(bonus), label: truncate(label, LONGEST) };
  });
  const customId = removeBonusId.build({ connectionId: _id.toHexString() });
  return optionSelect(customId, options, { placeholder: t.remove });
}

export function bonusOutcomeView(outcome: BonusOutcome, texts: Texts): View {
  if (outcome.kind === 'panel') return bonusesView(outcome.allowlist, texts);
  const { formId, connectionId, faults } = outcome;
  return refusedView(faults, texts, {
    fixId: fixBonusId.build({ formId }),
    backId: bonusesId.build({ connectionId }),
  });
}

export const bonusModal = (
  { connectionId, kind, fields, values }: BonusForm,
  texts: Texts,
): APIModalInteractionResponseCallbackData =>
  formModal(
    {
      customId: bonusFormId.build({ connectionId, kind }),
      title: isBonusKind(kind) ? texts.bonusEditor.kinds[kind] : '',
      fields,
      values,
    },
    texts,
  );
