import { type Commitment, messageTimeMs, type Proof } from '../../../draw/index.js';
import { template } from '../../../infra/web/index.js';
import type { Texts } from '../../../locales/index.js';
import type { MaskedProof } from '../draws/proof.rules.js';
import type { DrawStanding } from '../proofs/draw-standing.rules.js';

/** So many rows of a table; the files have all. */
const MOST_ROWS = 100;

export interface DrawPage {
  readonly t: Texts['drawPage'];
  readonly tone: 'success' | 'warning' | 'neutral';
  readonly title: string | undefined;
  readonly server: string | undefined;
  readonly phase: string;
  readonly method: string;
  readonly commitment: Commitment | undefined;
  readonly hash: string | undefined;
  readonly round: { readonly number: number; readonly at: string } | undefined;
  readonly message: { readonly url: string; readonly at: string } | undefined;
  readonly proof: MaskedProof | null;
  /** Path below which the files lie. */
  readonly files: string;
  readonly most: number;
  utc(at: string): string;
}

export const drawTemplate = template<DrawPage>(import.meta.dirname, 'draw.eta');

export function drawPage(
  { draw, phase, commitment, hash, round }: DrawStanding,
  proof: DrawPage['proof'],
  { title, server }: Pick<DrawPage, 'title' | 'server'>,
  t: Texts['drawPage'],
): DrawPage {
  return {
    t,
    tone: phase === 'overdue' ? 'warning' : phase === 'drawn' ? 'success' : 'neutral',
    title,
    server,
    phase: phaseWords({ draw, phase, commitment, round }, t),
    method: t.methods[draw.method],
    commitment,
    hash,
    round: round && { number: round.number, at: utc(round.at) },
    message: draw.post && {
      url: messageUrl(draw.post),
      at: utc(new Date(messageTimeMs(draw.post.messageId))),
    },
    proof,
    files: `/draws/${draw.allowlistId}`,
    most: MOST_ROWS,
    utc: (at) => utc(new Date(at)),
  };
}

function phaseWords(
  { draw, phase, commitment, round }: Pick<DrawStanding, 'draw' | 'phase' | 'commitment' | 'round'>,
  { phases }: Texts['drawPage'],
): string {
  if (commitment === undefined)
    return draw.method === 'manual' && draw.drawnAt === undefined ? phases.picking : phases.noLot;
  if (phase === 'waiting' && round !== undefined) return phases.waiting(round.number, utc(round.at));
  if (phase === 'drawn' && draw.drawnAt !== undefined) return phases.drawn(utc(draw.drawnAt));
  return phase === 'overdue' || phase === 'committed' ? phases[phase] : phases.drawing;
}

export const messageUrl = (post: Proof['post']): string =>
  `https://discord.com/channels/${post.guildId}/${post.channelId}/${post.messageId}`;

/** To the second: rounds come every three. */
const utc = (at: Date): string => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
