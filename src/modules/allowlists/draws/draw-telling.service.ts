import { Injectable } from '@nestjs/common';
import { writeProof } from '../../../draw/index.js';
import { PublicUrl } from '../../../infra/web/index.js';
import { Clock } from '../../../kernel/clock.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { Draw, DrawPost, Winner } from '../schemas/draw.schema.js';
import {
  commitmentView,
  type Evidence,
  movedUpView,
  RECORDS_A_MESSAGE,
  recordsView,
  remindersView,
  WINNERS_A_PAGE,
  winnersOf,
  winnersView,
} from '../views/draw.view.js';
import { DrawMessages, markOf } from './draw-messages.js';
import { DrawPace } from './draw-pace.js';
import { DrawsRepository } from './draws.repository.js';
import { hashOf, maskedProof, proofOf } from './proof.rules.js';
import { ProofsService } from './proofs.service.js';

/** Below what Discord takes of a server without boosts, with room for the proof. */
const LARGEST_LIST_BYTES = 8 * 1024 * 1024;
/** Of a masked line at least. */
const LINE_BYTES = 90;

/** What a draw says in the channel of its allowlist, each message once. */
@Injectable()
export class DrawTelling {
  constructor(
    private readonly draws: DrawsRepository,
    private readonly proofs: ProofsService,
    private readonly messages: DrawMessages,
    private readonly publicUrl: PublicUrl,
    private readonly pace: DrawPace,
    private readonly clock: Clock,
  ) {}

  /** @throws DiscordUnavailableError, DiscordRefusedError */
  async commitment(draw: Draw, allowlist: DiscordAllowlistConnection): Promise<Draw | null> {
    const mark = hashOf(draw) ?? '';
    const evidence = this.linked(draw) ?? { files: await this.listFiles(draw) };
    const view = commitmentView({ draw, allowlist, evidence, mark });
    const { guildId, channelId } = allowlist;
    const message = { key: 'commitment', mark, view, files: evidence.files };
    const messageId = await this.messages.postOnce(draw, channelId, message);
    const post: DrawPost = { guildId, channelId, messageId };
    return this.draws.post(draw._id, post, this.lease());
  }

  /** Records that nobody was told of yet, as many as fit into a message. */
  async records(draw: Draw, allowlist: DiscordAllowlistConnection): Promise<Draw | null> {
    const { recordsTold, disqualified } = draw;
    const to = Math.min(disqualified.length, recordsTold + RECORDS_A_MESSAGE);
    const key = `records-${String(recordsTold)}-${String(to)}`;
    const mark = markOf(draw, key);
    const told = { draw, allowlist, evidence: { files: [] }, mark };
    const view = recordsView(told, disqualified.slice(recordsTold, to));
    await this.messages.postOnce(draw, allowlist.channelId, { key, mark, view });
    return this.draws.toldRecords(draw._id, recordsTold, to);
  }

  /** The next message of the announcement; pings the winners that it names. */
  async page(draw: Draw, allowlist: DiscordAllowlistConnection): Promise<Draw | null> {
    const page = draw.pagesTold;
    const key = `winners-${String(page)}`;
    const mark = markOf(draw, key);
    const evidence =
      page === 0 ? (this.linked(draw) ?? { files: await this.proofFiles(draw) }) : { files: [] };
    const view = winnersView({ draw, allowlist, evidence, mark }, page, hashOf(draw));
    const pings = winnersOf(draw, page).flatMap(({ discordId }) =>
      discordId === undefined ? [] : [discordId],
    );
    const message = { key, mark, view, pings, files: evidence.files };
    await this.messages.postOnce(draw, allowlist.channelId, message);
    return this.draws.toldPage(draw._id, page);
  }

  /** Who moved up, and is pinged. */
  movedUp(draw: Draw, allowlist: DiscordAllowlistConnection, winners: readonly Winner[]): Promise<void> {
    return this.named('moved', movedUpView, { draw, allowlist, winners });
  }

  /** Whose place is still to be claimed, and whom no direct message reached. */
  reminder(draw: Draw, allowlist: DiscordAllowlistConnection, winners: readonly Winner[]): Promise<void> {
    return this.named('reminder', remindersView, { draw, allowlist, winners });
  }

  /** Messages of the announcement. */
  pagesOf({ winners }: Draw): number {
    return Math.max(1, Math.ceil(winners.length / WINNERS_A_PAGE));
  }

  /** One message for these winners, who are pinged. Named by the first and the last: who comes later is told in another one. */
  private async named(
    kind: string,
    view: typeof movedUpView,
    {
      draw,
      allowlist,
      winners,
    }: {
      readonly draw: Draw;
      readonly allowlist: DiscordAllowlistConnection;
      readonly winners: readonly Winner[];
    },
  ): Promise<void> {
    const key = [kind, winners[0]?.rank ?? 0, winners.at(-1)?.rank ?? 0].join('-');
    const mark = markOf(draw, key);
    const told = view({ draw, allowlist, evidence: { files: [] }, mark }, winners);
    const pings = winners.flatMap(({ discordId }) => (discordId === undefined ? [] : [discordId]));
    await this.messages.postOnce(draw, allowlist.channelId, { key, mark, view: told, pings });
  }

  private linked({ allowlistId }: Draw): Evidence | undefined {
    if (!this.publicUrl.isSet) return undefined;
    return { url: this.publicUrl.to(`/draws/${allowlistId}`), files: [] };
  }

  /** What is in a channel can't be masked later: files in it name nobody. */
  private async proofFiles(draw: Draw): Promise<Evidence['files']> {
    const proof = proofOf(draw);
    if (proof === null) return this.listFiles(draw);
    const data = Buffer.from(writeProof(maskedProof(proof)));
    return [{ name: 'proof.json', data }, ...(await this.listFiles(draw))];
  }

  private async listFiles({ allowlistId, entryCount }: Draw): Promise<Evidence['files']> {
    if (entryCount === 0 || entryCount * LINE_BYTES > LARGEST_LIST_BYTES) return [];
    const pieces: Buffer[] = [];
    for await (const piece of this.proofs.list(allowlistId, { masked: true })) pieces.push(piece);
    return [{ name: 'entries.ndjson', data: Buffer.concat(pieces) }];
  }

  private lease(): Date {
    return new Date(this.clock.now().getTime() + this.pace.leaseMs);
  }
}
