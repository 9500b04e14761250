import {
  type APIComponentInContainer,
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import {
  ACCENT,
  button,
  container,
  formModal,
  literal,
  row,
  separator,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { mentionOf, relativeTime } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import type { Winner } from '../schemas/draw.schema.js';
import {
  confirmRerollId,
  drawPanelId,
  openRerollId,
  rerollFormId,
  winnersId,
} from '../steering/steering.custom-ids.js';
import {
  LONGEST_REASON,
  REROLL_CODES,
  type RerollQuestion,
  WINNERS_A_PANEL,
  type WinnersPage,
} from '../winners/rerolls.service.js';
import { wayOf } from './draw.view.js';

/** Those who hold a place, each with the way to take it away. */
export function winnersPageView(shown: WinnersPage, texts: Texts): View {
  const { allowlist, draw, page, winners, said } = shown;
  const connectionId = allowlist._id.toHexString();
  const t = texts.steering.reroll;
  const to = (other: number): string => winnersId.build({ connectionId, page: String(other) });
  const hasNext = (page + 1) * WINNERS_A_PANEL < draw.winners.length;
  const items = winners.map((winner) => winnerSection(connectionId, winner, texts));
  return [
    container(
      ACCENT.brand,
      ...(said === undefined ? [] : [text(said(texts)), separator()]),
      text(`${t.title(literal(allowlist.allowlistData.title))}\n-# ${t.hint[wayOf(draw)]}`),
      ...(items.length === 0 ? [text(t.none)] : items),
      row(
        ...(page > 0 ? [button(to(page - 1), texts.common.previous)] : []),
        ...(hasNext ? [button(to(page + 1), texts.common.next)] : []),
        button(drawPanelId.build({ connectionId }), texts.steering.open),
      ),
    ),
  ];
}

function winnerSection(connectionId: string, winner: Winner, texts: Texts): APIComponentInContainer {
  const { rank, claim } = winner;
  const t = texts.steering.reroll;
  const content = text(`${String(rank)}. ${whoOf(winner, texts)} · ${claimWords(winner, texts)}`);
  if (claim !== 'open' && claim !== 'claimed') return content;
  return {
    type: ComponentType.Section,
    components: [content],
    accessory: button(openRerollId.build({ connectionId, rank: String(rank) }), t.replace),
  };
}

function claimWords({ claim, claimBy }: Winner, { steering: { reroll: t } }: Texts): string {
  if (claim !== 'open') return t.states[claim];
  return claimBy === undefined ? t.noClaim : t.until(relativeTime(claimBy));
}

const whoOf = ({ discordId }: Winner, texts: Texts): string =>
  discordId === undefined ? texts.draws.result.erased : mentionOf(discordId);

/** Why the place is taken away: a code for everybody, and words for the audit. */
export const rerollModal = (
  connectionId: string,
  rank: string,
  texts: Texts,
): APIModalInteractionResponseCallbackData =>
  formModal(
    {
      customId: rerollFormId.build({ connectionId, rank }),
      title: texts.steering.reroll.form.title(Number(rank)),
      fields: [
        {
          id: 'code',
          label: ({ steering }) => steering.reroll.form.code,
          input: {
            kind: 'choice',
            options: REROLL_CODES.map((code) => ({
              value: code,
              label: ({ steering }) => steering.reroll.form.codes[code],
            })),
          },
        },
        {
          id: 'reason',
          label: ({ steering }) => steering.reroll.form.reason,
          hint: ({ steering }) => steering.reroll.form.reasonHint,
          input: { kind: 'text', maxLength: LONGEST_REASON, isLong: true },
        },
      ],
      values: { code: ['other'] },
    },
    texts,
  );

/** What will be said, before the place is taken away. */
export function rerollQuestionView(question: RerollQuestion, texts: Texts): View {
  const { allowlist, draw, winner, rank, code, reason, formId } = question;
  const connectionId = allowlist._id.toHexString();
  const t = texts.steering.reroll;
  const lines = [
    t.ask(rank, whoOf(winner, texts)),
    t.announced(t.form.codes[code]),
    t.reason(literal(reason)),
    t.hint[wayOf(draw)],
    `**${t.final}**`,
  ];
  return [
    container(
      ACCENT.warning,
      text(lines.join('\n')),
      row(
        button(confirmRerollId.build({ connectionId, formId }), t.yes, ButtonStyle.Danger),
        button(winnersId.build({ connectionId, page: '0' }), t.no),
      ),
    ),
  ];
}
