import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { writeProof } from '../../../draw/index.js';
import { Assets, Pages } from '../../../infra/web/index.js';
import { MINUTE_MS } from '../../../kernel/clock.js';
import { InfrastructureError } from '../../../kernel/errors.js';
import { ServersService } from '../../servers/index.js';
import { ProofsService } from '../draws/proofs.service.js';
import { maskedProof } from '../draws/proof.rules.js';
import type { DrawStanding } from '../proofs/draw-standing.rules.js';
import { DrawStandings } from '../proofs/draw-standings.service.js';
import { drawPage, drawTemplate } from './draw-page.js';

const ALLOWLIST_ID = /^[A-Za-z0-9_-]{1,64}$/;
const SCRIPT = 'draw.js';
const WORKER = 'draw-check.js';
/** Lists that are sent at the same time: each holds a part of 4 MB. */
const MOST_LISTS = 8;
/** Who takes longer for a list makes room for others. */
const LIST_LIMIT_MS = 5 * MINUTE_MS;

/** As many lists are being sent as can be. */
class ListsBusyError extends InfrastructureError {
  readonly code = 'DRAW_LISTS_BUSY';
  readonly retryable = true;
}

/** What everybody may see of a draw, and the files to check it by. Members stand in them masked. */
@Controller('draws')
export class DrawController {
  private sending = 0;

  constructor(
    private readonly standings: DrawStandings,
    private readonly proofs: ProofsService,
    private readonly servers: ServersService,
    private readonly pages: Pages,
    assets: Assets,
  ) {
    for (const file of [SCRIPT, WORKER]) assets.add(join(import.meta.dirname, 'assets'), file);
  }

  @Get(':allowlistId')
  async page(
    @Param('allowlistId') allowlistId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const standing = await this.standingOf(allowlistId);
    const { proof, draw } = standing;
    const [title, server] = await Promise.all([
      this.standings.title(allowlistId),
      this.servers.find(draw.guildId),
    ]);
    const t = this.pages.textsFor(request).drawPage;
    this.pages.send(request, response, {
      title: t.title(title),
      template: drawTemplate,
      data: drawPage(standing, proof && maskedProof(proof), { title, server: server?.guildName }, t),
      ...(proof !== null && { script: SCRIPT }),
    });
  }

  /** It changes when a place is passed on: kept only to be asked about again. */
  @Get(':allowlistId/proof.json')
  async proof(
    @Param('allowlistId') allowlistId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { proof } = await this.standingOf(allowlistId);
    if (proof === null) throw new NotFoundException();
    const text = writeProof(maskedProof(proof));
    const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
    response.set({ ETag: etag, 'Cache-Control': 'no-cache' });
    if (request.headers['if-none-match'] === etag) response.status(304).end();
    else response.type('json').attachment('proof.json').send(text);
  }

  /** The same bytes for ever: a masked line is the same before and after its member was erased. */
  @Get(':allowlistId/entries.ndjson')
  async list(
    @Param('allowlistId') allowlistId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { commitment } = await this.standingOf(allowlistId);
    if (commitment === undefined) throw new NotFoundException();
    const etag = `"${commitment.entriesRoot}"`;
    const headers = { ETag: etag, 'Cache-Control': 'public, max-age=31536000, immutable' };
    if (request.headers['if-none-match'] === etag) {
      response.set(headers).status(304).end();
      return;
    }
    if (this.sending >= MOST_LISTS) throw new ListsBusyError('As many lists are being sent as can be');
    this.sending += 1;
    try {
      const pieces = Readable.from(this.proofs.list(allowlistId, { masked: true }), { highWaterMark: 1 });
      response.set(headers).attachment('entries.ndjson').type('application/x-ndjson');
      await pipeline(pieces, response, { signal: AbortSignal.timeout(LIST_LIMIT_MS) });
    } catch (error) {
      // Who went away, or was too slow, hears nothing any more.
      if (!response.headersSent) throw error;
      response.destroy();
    } finally {
      this.sending -= 1;
    }
  }

  /** @throws NotFoundException no such draw, or its list is not fixed yet */
  private async standingOf(allowlistId: string): Promise<DrawStanding> {
    const standing = ALLOWLIST_ID.test(allowlistId) ? await this.standings.of(allowlistId) : null;
    if (standing === null) throw new NotFoundException();
    return standing;
  }
}
