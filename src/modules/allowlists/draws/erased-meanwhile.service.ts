import { Injectable } from '@nestjs/common';
import type { mongo } from 'mongoose';
import { eachLine, entrantHasher, isOpen, type ListLine, maskLine, writeLine } from '../../../draw/index.js';
import { nodeSha256 } from '../../../draw/node-sha256.js';
import { EntryListsRepository } from '../entries/entry-lists.repository.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { Draw } from '../schemas/draw.schema.js';
import { DrawAllowlistsRepository } from './draw-allowlists.repository.js';
import { DrawListsRepository, type ListPart } from './draw-lists.repository.js';
import { DrawsRepository } from './draws.repository.js';

const entrantOf = entrantHasher(nodeSha256);

/**
 * A draw reads members before it writes them; who is erased in between would be written again. An erasure takes the
 * entry before anything that a draw writes, and nothing else takes the entry of an allowlist that stands: so whoever
 * is written and has no entry afterwards was erased, and is masked here.
 */
@Injectable()
export class ErasedMeanwhile {
  constructor(
    private readonly entries: EntryListsRepository,
    private readonly lists: DrawListsRepository,
    private readonly draws: DrawsRepository,
    private readonly allowlists: DrawAllowlistsRepository,
  ) {}

  /** When the list is whole; costs a count where nobody was. */
  async fromList(
    { allowlistId }: Pick<Draw, 'allowlistId'>,
    connectionId: string,
    { closedSeq, entryCount }: { readonly closedSeq: mongo.Timestamp; readonly entryCount: number },
  ): Promise<void> {
    if ((await this.entries.countListed(connectionId, closedSeq)) >= entryCount) return;
    for await (const part of this.lists.stream(allowlistId)) await this.mask(allowlistId, part, connectionId);
  }

  /** When nothing more is to be written for now. */
  async fromWinners(draw: Draw, allowlist: DiscordAllowlistConnection): Promise<void> {
    const places = [...draw.winners, ...allowlist.winnerData.winners];
    const named = places.flatMap(({ discordId }) => discordId ?? []);
    const gone = await this.entries.missing(allowlist._id.toHexString(), [...new Set(named)]);
    if (gone.length === 0) return;
    await this.draws.mask(draw._id, gone);
    await this.allowlists.removeWinners(allowlist._id, gone);
  }

  private async mask(allowlistId: string, part: ListPart, connectionId: string): Promise<void> {
    const lines: ListLine[] = [];
    await eachLine([part.bytes], (line) => lines.push(line));
    const named = lines.flatMap((line) => (isOpen(line) ? line.discordId : []));
    const gone = new Set(await this.entries.missing(connectionId, named));
    if (gone.size === 0) return;
    const masked = lines.map((line) =>
      isOpen(line) && gone.has(line.discordId) ? maskLine(line, entrantOf) : line,
    );
    const bytes = Buffer.from(masked.map(writeLine).join(''), 'latin1');
    // Where an erasure was faster the part is another one by now.
    if (await this.lists.replace(allowlistId, part, bytes)) return;
    const standing = await this.lists.find(allowlistId, part.part);
    if (standing !== null) await this.mask(allowlistId, standing, connectionId);
  }
}
