import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Assets } from './assets.js';

@Controller('assets')
export class AssetsController {
  constructor(private readonly assets: Assets) {}

  @Get(':name')
  get(@Param('name') name: string, @Req() request: Request, @Res() response: Response): void {
    const asset = this.assets.find(name);
    if (asset === undefined) throw new NotFoundException();
    response.set({ ETag: asset.etag, 'Cache-Control': 'no-cache' }).type(asset.type);
    if (request.headers['if-none-match'] === asset.etag) response.status(304).end();
    else response.send(asset.bytes);
  }
}
