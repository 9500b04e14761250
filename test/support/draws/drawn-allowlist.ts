import type { mongo } from 'mongoose';
import { readableText } from '../../../playground/discord/client.ts';
import type { DemoServer } from '../../../playground/seed.ts';
import { type Verdict, verifyProof, writeProof, type DrandChain } from '../../../src/draw/index.js';
import { nodeSha256 } from '../../../src/draw/node-sha256.js';
import { AllowlistsRepository } from '../../../src/modules/allowlists/allowlists.repository.js';
import { DrawStarter } from '../../../src/modules/allowlists/draws/draw-starter.port.js';
import { DrawsRepository } from '../../../src/modules/allowlists/draws/draws.repository.js';
import { ProofsService } from '../../../src/modules/allowlists/draws/proofs.service.js';
import { RandomnessSource } from '../../../src/modules/allowlists/draws/randomness-source.port.js';
import { entrantOf, newSalt } from '../../../src/modules/allowlists/entries/entry.rules.js';
import { AllowlistLifecycle } from '../../../src/modules/allowlists/life/allowlist-lifecycle.service.js';
import type { AllowlistData } from '../../../src/modules/allowlists/schemas/allowlist-connection.schema.js';
import type { AllowlistEntry } from '../../../src/modules/allowlists/schemas/allowlist-entry.schema.js';
import type { Draw } from '../../../src/modules/allowlists/schemas/draw.schema.js';
import { ServersService } from '../../../src/modules/servers/index.js';
import type { TestApp } from '../app/index.js';
import { anAllowlist, anEntry } from '../builders/index.js';

/** An allowlist that was posted in #tasks of a server, with what a test asks of it and its draw. */
export class DrawnAllowlist {
  private constructor(
    readonly app: TestApp,
    private readonly db: mongo.Db,
    readonly server: DemoServer,
    readonly connectionId: string,
    private readonly communityId: string,
  ) {}

  static async post(
    app: TestApp,
    db: mongo.Db,
    allowlistData: Partial<AllowlistData> = {},
    server: DemoServer = app.server,
  ): Promise<DrawnAllowlist> {
    const { communityId } = await app.get(ServersService).requireLinked(server.guild.id);
    const allowlist = anAllowlist({
      guildId: server.guild.id,
      channelId: server.channels.tasks.id,
      communityId,
      createdAt: app.clock.now(),
      allowlistData,
    });
    const id = allowlist._id.toHexString();
    const { method, ...seed } = await app.get(RandomnessSource).choose(id);
    const { seedHash, sealedSeed } = seed as { seedHash?: string; sealedSeed?: string };
    await app.get(AllowlistsRepository).insert({
      ...allowlist,
      allowlistId: id,
      ...(sealedSeed !== undefined && { sealedSeed }),
      winnerData: {
        isDrawn: false,
        winners: [],
        drawMethod: method,
        ...(seedHash !== undefined && { seedHash }),
      },
    });
    return new DrawnAllowlist(app, db, server, id, communityId);
  }

  /** Rows as presses would have made them; in this order by `seq`. */
  async enter(discordIds: readonly string[], given: Partial<AllowlistEntry> = {}): Promise<void> {
    const rows = discordIds.map((discordId) => {
      const salt = newSalt();
      return anEntry({
        connectionId: this.connectionId,
        guildId: this.server.guild.id,
        communityId: this.communityId,
        discordId,
        salt,
        entrant: entrantOf(salt, discordId),
        ...given,
      });
    });
    for (const row of rows) await this.db.collection<AllowlistEntry>('allowlist_entries').insertOne(row);
  }

  /** Everybody of the seed who is no bot. */
  get people(): string[] {
    const { admin, moderator, members } = this.server;
    return [admin, moderator, ...members].map(({ id }) => id);
  }

  async close(): Promise<void> {
    await this.app.get(AllowlistLifecycle).close(this.server.guild.id, this.connectionId);
    await this.start();
  }

  start(): Promise<void> {
    return this.app.get(DrawStarter).start(this.connectionId);
  }

  async draw(): Promise<Draw> {
    const draw = await this.app.get(DrawsRepository).findByAllowlist(this.connectionId);
    if (draw === null) throw new Error('There is no draw');
    return draw;
  }

  /** As another process sees it. */
  seenBy(app: TestApp): DrawnAllowlist {
    return new DrawnAllowlist(app, this.db, this.server, this.connectionId, this.communityId);
  }

  stored() {
    return this.app.get(AllowlistsRepository).findById(this.connectionId);
  }

  /** What stands in the channel, oldest first. */
  async said(): Promise<string[]> {
    const messages = await this.app.as(this.server.admin).messages(this.server.channels.tasks.id);
    return messages.map(readableText);
  }

  async verified({ masked = false, chain }: { masked?: boolean; chain?: DrandChain } = {}): Promise<Verdict> {
    const proofs = this.app.get(ProofsService);
    const proof = await proofs.proof(this.connectionId);
    if (proof === null) throw new Error('There is no proof');
    const pieces: Buffer[] = [];
    for await (const piece of proofs.list(this.connectionId, { masked })) pieces.push(piece);
    return verifyProof(writeProof(proof), pieces, { sha256: nodeSha256, ...(chain && { chain }) });
  }

  async listed(): Promise<string> {
    const pieces: Buffer[] = [];
    for await (const piece of this.app.get(ProofsService).list(this.connectionId, { masked: false }))
      pieces.push(piece);
    return Buffer.concat(pieces).toString();
  }
}
