import { Injectable } from '@nestjs/common';
import { type Verdict, verifyProof, writeProof } from '../../../draw/index.js';
import { nodeSha256 } from '../../../draw/node-sha256.js';
import { comparable, type MemberAction, type Picture, suggestionsFor } from '../../../infra/discord/index.js';
import { PublicUrl } from '../../../infra/web/index.js';
import { cleanLine } from '../../../kernel/text.js';
import { DrawNotFoundError } from '../allowlists.errors.js';
import { AllowlistsRepository, type AllowlistTitle } from '../allowlists.repository.js';
import { DrandChainPinned } from '../draws/drand-chain.js';
import { ProofsService } from '../draws/proofs.service.js';
import { maskedProof } from '../draws/proof.rules.js';
import type { DrawStanding } from './draw-standing.rules.js';
import { DrawStandings } from './draw-standings.service.js';

/** Of both files together; Discord takes a little more. */
const MOST_BYTES = 8 * 1024 * 1024;
/** The service checks no longer list while somebody waits: the page and the CLI do. */
const MOST_CHECKED = 100_000;

export interface CheckedDraw {
  readonly standing: DrawStanding;
  readonly title: string | undefined;
  /** Of its public page, where there are pages. */
  readonly url: string | undefined;
  /** What the service found itself; absent before winners stand, and for a long list. */
  readonly verdict: Verdict | undefined;
  readonly files: readonly Omit<Picture, 'description'>[];
  /** Whether all files of the draw are there. */
  readonly isWhole: boolean;
}

/** `/verify`: a draw by its title, its id or the link of its page, checked by the service. */
@Injectable()
export class VerifyDrawService {
  constructor(
    private readonly standings: DrawStandings,
    private readonly proofs: ProofsService,
    private readonly allowlists: AllowlistsRepository,
    private readonly publicUrl: PublicUrl,
    private readonly chain: DrandChainPinned,
  ) {}

  /** Of this server; from memory. */
  async suggest(guildId: string, typed: string): Promise<readonly AllowlistTitle[]> {
    return suggestionsFor(typed, fixed(await this.allowlists.titles(guildId)), ({ title }) => title);
  }

  /** @throws DrawNotFoundError there is none, or its list is not fixed yet */
  async check({ guildId }: MemberAction, typed: string): Promise<CheckedDraw> {
    const allowlistId = await this.idOf(guildId, cleanLine(typed));
    const standing = await this.standings.of(allowlistId);
    if (standing === null) throw new DrawNotFoundError();
    const title = await this.standings.title(allowlistId);
    const isMember = standing.draw.guildId === guildId;
    const [{ files, isWhole }, verdict] = await Promise.all([
      this.files(standing, isMember),
      this.verdict(standing),
    ]);
    const url = this.publicUrl.isSet ? this.publicUrl.to(`/draws/${allowlistId}`) : undefined;
    return { standing, title, url, verdict, files, isWhole };
  }

  private async idOf(guildId: string, typed: string): Promise<string> {
    const named = /^(?:https?:\/\/\S+\/draws\/)?([A-Za-z0-9_-]{1,64})$/.exec(typed)?.[1];
    if (named !== undefined && (await this.standings.of(named)) !== null) return named;
    const titles = fixed(await this.allowlists.titles(guildId));
    const found =
      titles.find(({ id }) => id === typed) ??
      titles.find(({ title }) => comparable(title) === comparable(typed)) ??
      suggestionsFor(typed, titles, ({ title }) => title)[0];
    const allowlist = found && (await this.allowlists.find(guildId, found.id));
    if (!allowlist) throw new DrawNotFoundError();
    return allowlist.allowlistId;
  }

  /** Members of the server get them open: its members stood there by name. */
  private async files(
    { draw, commitment, proof }: DrawStanding,
    isMember: boolean,
  ): Promise<Pick<CheckedDraw, 'files' | 'isWhole'>> {
    if (commitment === undefined) return { files: [], isWhole: true };
    const files: { name: string; bytes: Buffer }[] = [];
    if (proof !== null) {
      const text = writeProof(isMember ? proof : maskedProof(proof));
      files.push({ name: 'proof.json', bytes: Buffer.from(text) });
    }
    const pieces: Buffer[] = [];
    let bytes = files[0]?.bytes.length ?? 0;
    for await (const piece of this.proofs.list(draw.allowlistId, { masked: !isMember })) {
      bytes += piece.length;
      if (bytes > MOST_BYTES) return { files, isWhole: false };
      pieces.push(piece);
    }
    // Discord takes no empty file.
    if (pieces.some(({ length }) => length > 0))
      files.push({ name: 'entries.ndjson', bytes: Buffer.concat(pieces) });
    return { files, isWhole: true };
  }

  private async verdict({ draw, proof }: DrawStanding): Promise<Verdict | undefined> {
    if (proof === null || proof.commitment.entryCount > MOST_CHECKED) return undefined;
    const list = this.proofs.list(draw.allowlistId, { masked: false });
    return verifyProof(writeProof(proof), list, { sha256: nodeSha256, chain: this.chain.chain });
  }
}

/** Those that have a draw. */
const fixed = (titles: readonly AllowlistTitle[]): AllowlistTitle[] =>
  titles.filter(({ status }) => status === 'frozen' || status === 'drawn');
