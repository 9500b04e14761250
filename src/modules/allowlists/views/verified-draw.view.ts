import { ComponentType } from 'discord.js';
import { messageTimeMs, type Proof, shownBy, type Verdict, wordedReason } from '../../../draw/index.js';
import {
  ACCENT,
  container,
  linkButton,
  literal,
  type Pictured,
  row,
  separator,
  text,
} from '../../../infra/discord/index.js';
import { dateAndTime } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import type { DrawStanding } from '../proofs/draw-standing.rules.js';
import type { CheckedDraw } from '../proofs/verify-draw.service.js';

/** A draw before whoever asked: how it stands, what the service found, and how to check it without the service. */
export function verifiedDrawView(checked: CheckedDraw, texts: Texts): Pictured {
  const { standing, title, url, verdict, files, isWhole } = checked;
  const { verifyDraw: t, drawPage } = texts;
  const head = `## ${drawPage.title(title === undefined ? undefined : literal(title))}`;
  const { commitment } = standing;
  const how =
    commitment === undefined
      ? []
      : [
          url === undefined ? t.yourself : t.yourselfOnPage,
          ...(isWhole ? [] : [url === undefined ? t.tooLarge : t.tooLargeOnPage]),
        ];
  const accent =
    verdict?.holds === true ? ACCENT.success : standing.phase === 'overdue' ? ACCENT.warning : ACCENT.brand;
  return {
    view: [
      container(
        verdict?.holds === false ? ACCENT.warning : accent,
        text([head, ...factsOf(standing, texts)].join('\n')),
        ...(verdict === undefined ? [] : [separator(), text(verdictText(verdict, texts))]),
        ...(how.length === 0 ? [] : [separator(), text(how.join('\n'))]),
        ...files.map(({ name }) => ({
          type: ComponentType.File as const,
          file: { url: `attachment://${name}` },
        })),
        ...(url === undefined || commitment === undefined ? [] : [row(linkButton(url, t.page))]),
      ),
    ],
    pictures: files.map(({ name, bytes }) => ({ name, bytes, description: name })),
  };
}

function factsOf(standing: DrawStanding, { drawPage, verifyDraw: t }: Texts): string[] {
  const { draw, commitment, hash } = standing;
  const counts =
    commitment === undefined
      ? []
      : [t.counts(commitment.entryCount, commitment.ticketCount, commitment.winnerCount)];
  const { post } = draw;
  return [
    `**${phaseOf(standing, drawPage)}**`,
    drawPage.methods[draw.method],
    ...counts,
    ...(hash === undefined ? [] : [t.hash(hash)]),
    ...(post === undefined
      ? []
      : [t.message(linkOf(post), dateAndTime(new Date(messageTimeMs(post.messageId))))]),
  ];
}

function phaseOf({ draw, phase, commitment, round }: DrawStanding, { phases }: Texts['drawPage']): string {
  if (commitment === undefined)
    return draw.method === 'manual' && draw.drawnAt === undefined ? phases.picking : phases.noLot;
  if (phase === 'waiting' && round !== undefined) return phases.waiting(round.number, dateAndTime(round.at));
  if (phase === 'drawn' && draw.drawnAt !== undefined) return phases.drawn(dateAndTime(draw.drawnAt));
  return phase === 'overdue' || phase === 'committed' ? phases[phase] : phases.drawing;
}

function verdictText(verdict: Verdict, { verifyDraw: t, drawCheck }: Texts): string {
  const steps = verdict.steps.map((step) => `✓ ${shownBy(step, drawCheck)}`);
  const end = verdict.holds ? t.holds : t.refused(wordedReason(verdict.refused, drawCheck));
  return [...steps, `**${end}**`, `-# ${t.ownWord}`].join('\n');
}

const linkOf = ({ guildId, channelId, messageId }: Proof['post']): string =>
  `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
