import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Injectable } from '@nestjs/common';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  readonly etag: string;
}

/** What pages load: served by its name from memory, never by a path from a request. */
@Injectable()
export class Assets {
  private readonly assets = new Map<string, Asset>();

  constructor() {
    for (const file of ['page.css', 'icon.svg']) this.add(join(import.meta.dirname, 'assets'), file);
  }

  /**
   * Modules add theirs before the start; they stand in `http/assets` beside the controllers.
   *
   * @throws Error it is missing, or there is another one of the name
   */
  add(folder: string, file: string): void {
    const type = TYPES[extname(file)];
    if (type === undefined || this.assets.has(file)) throw new Error(`No asset, or a second one: ${file}`);
    const bytes = readFileSync(join(folder, file));
    const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
    this.assets.set(file, { type, bytes, etag });
  }

  find(name: string): Asset | undefined {
    return this.assets.get(name);
  }
}
