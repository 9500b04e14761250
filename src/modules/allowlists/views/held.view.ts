import { type APIModalInteractionResponseCallbackData, ButtonStyle } from 'discord.js';
import {
  ACCENT,
  button,
  container,
  type FormField,
  formModal,
  literal,
  notice,
  row,
  separator,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { mentionOf, relativeTime } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import { manageAllowlistId } from '../life/manage.custom-ids.js';
import {
  appealFormId,
  askAllHeldId,
  decideAllHeldId,
  decideHeldId,
  heldEntriesId,
  nextHeldId,
  riskFormId,
  riskRuleId,
} from '../risk/held.custom-ids.js';
import type { HeldPanel, HeldQuestion } from '../risk/held-entries.service.js';
import { HOLD_FROM, NEVER } from '../risk/risk.rules.js';
import type { UntoldEntry } from '../risk/untold-entries.service.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { AllowlistEntry, EntryNotice } from '../schemas/allowlist-entry.schema.js';
import { winnerNoticeView } from './draw.view.js';

/** One entry that waits, with all that was noticed, and what can be done. */
export function heldPanelView({ allowlist, entry, held, decided }: HeldPanel, texts: Texts): View {
  const t = texts.held;
  const connectionId = allowlist._id.toHexString();
  const done = decided === undefined ? '' : `${t.decided[decided.verdict](decided.entries)}\n`;
  const { holdFrom = HOLD_FROM, refuseFrom = NEVER } = allowlist.allowlistData;
  const holds = holdFrom === NEVER ? t.rule.holdNever : t.rule.hold(String(holdFrom));
  const refuses = refuseFrom === NEVER ? t.rule.refuseNever : t.rule.refuse(String(refuseFrom));
  const head = `${done}${t.title(literal(allowlist.allowlistData.title))}\n-# ${t.waiting(held)} · ${holds}, ${refuses}`;
  const rule = button(riskRuleId.build({ connectionId }), t.setRule);
  const back = button(manageAllowlistId.build({ connectionId }), t.back);
  if (entry === null) return [container(ACCENT.success, text(`${head}\n${t.none}`), row(rule, back))];
  const all = (verdict: 'accept' | 'refuse') =>
    button(askAllHeldId.build({ connectionId, verdict }), t.all[verdict](held));
  return [
    container(
      ACCENT.warning,
      text(head),
      separator(),
      text(entryLines(entry, texts).join('\n')),
      decisionRow(connectionId, entry, texts),
      row(...(held > 1 ? [all('accept'), all('refuse')] : []), rule, back),
    ),
  ];
}

function entryLines({ discordId, state, createdAt, risk, appeal }: AllowlistEntry, texts: Texts): string[] {
  const t = texts.held;
  const signals = risk.signals.map(({ weight, reason }) => `- **+${String(weight)}** ${reason}`);
  return [
    `${mentionOf(discordId)} · ${relativeTime(createdAt)} · ${t.score(risk.score)}`,
    ...(state === 'refused' ? [t.wasRefused] : []),
    ...signals,
    ...(appeal === undefined ? [] : [t.appeal, `> ${literal(appeal.text).replaceAll('\n', '\n> ')}`]),
  ];
}

function decisionRow(connectionId: string, { _id }: AllowlistEntry, { held: t }: Texts) {
  const entryId = _id.toHexString();
  return row(
    button(decideHeldId.build({ connectionId, entryId, verdict: 'accept' }), t.accept, ButtonStyle.Success),
    button(decideHeldId.build({ connectionId, entryId, verdict: 'refuse' }), t.refuse, ButtonStyle.Danger),
    button(nextHeldId.build({ connectionId, entryId }), t.next),
  );
}

export function heldQuestionView({ allowlist, verdict, held, until }: HeldQuestion, texts: Texts): View {
  const connectionId = allowlist._id.toHexString();
  const t = texts.held;
  const yes = decideAllHeldId.build({ connectionId, verdict, until: String(until.getTime()) });
  return [
    container(
      ACCENT.warning,
      text(t.ask[verdict](held)),
      row(
        button(yes, t.all[verdict](held), verdict === 'accept' ? ButtonStyle.Success : ButtonStyle.Danger),
        button(heldEntriesId.build({ connectionId }), t.back),
      ),
    ),
  ];
}

export function riskRuleModal(
  { allowlist }: HeldPanel,
  texts: Texts,
): APIModalInteractionResponseCallbackData {
  const { holdFrom = HOLD_FROM, refuseFrom = NEVER } = allowlist.allowlistData;
  const shown = (score: number): string[] => (score === NEVER ? [] : [String(score)]);
  const field = (id: 'hold' | 'refuse'): FormField => ({
    id,
    label: ({ held }) => held.form[id],
    hint: ({ held }) => held.form.hint,
    input: { kind: 'text', maxLength: 3 },
    isOptional: true,
  });
  const customId = riskFormId.build({ connectionId: allowlist._id.toHexString() });
  const values = { hold: shown(holdFrom), refuse: shown(refuseFrom) };
  return formModal(
    { customId, title: texts.held.setRule, fields: [field('hold'), field('refuse')], values },
    texts,
  );
}

export function appealModal(connectionId: string, texts: Texts): APIModalInteractionResponseCallbackData {
  const field: FormField = {
    id: 'appeal',
    label: ({ held }) => held.form.appeal,
    input: { kind: 'text', maxLength: 500, isLong: true },
  };
  return formModal(
    { customId: appealFormId.build({ connectionId }), title: texts.held.appealTitle, fields: [field] },
    texts,
  );
}

export const appealedView = (texts: Texts): View => notice(texts.held.appealed, ACCENT.success);

/** What a member is told of their entry. */
export function entryNoticeView(
  allowlist: DiscordAllowlistConnection,
  about: EntryNotice['about'],
  texts: Texts,
): View {
  if (about === 'won') return winnerNoticeView(allowlist, {}, texts);
  const { title, entryPrice } = allowlist.allowlistData;
  const isPaidBack = entryPrice !== undefined && (about === 'refused' || about === 'undecided');
  const words = texts.held.notice[about](literal(title));
  return notice(
    isPaidBack ? `${words} ${texts.held.notice.refunded}` : words,
    about === 'accepted' || about === 'pardoned' ? ACCENT.success : ACCENT.warning,
  );
}

/** What no direct message could tell. */
export const untoldEntriesView = (untold: readonly UntoldEntry[], texts: Texts): View => [
  ...untold.flatMap(({ allowlist, about }) => entryNoticeView(allowlist, about, texts)),
  text(`-# ${texts.untold.why}`),
];
