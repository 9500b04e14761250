import { Injectable } from '@nestjs/common';
import { ComponentType, type ModalSubmitInteraction } from 'discord.js';
import { DiscordConfig } from '../../config/discord.config.js';
import { DiscordUnavailableError } from './discord-api.js';

/** A file that somebody put into a form; it lies at Discord. */
export interface SentFile {
  readonly url: string;
  /** Bytes, as Discord says. */
  readonly size: number;
}

const HOSTS: ReadonlySet<string> = new Set(['https://cdn.discordapp.com', 'https://media.discordapp.net']);
const LIMIT_MS = 1_500;

/** The file in this field of a form; none where it was left empty, or the payload has another form. */
export function fileIn({ fields }: ModalSubmitInteraction, field: string): SentFile | undefined {
  const sent = fields.fields.get(field);
  if (sent?.type !== ComponentType.FileUpload) return undefined;
  const file = sent.attachments.first();
  return file && { url: file.url, size: file.size };
}

/** Reads files that were sent, from Discord's own hosts alone. */
@Injectable()
export class SentFiles {
  constructor(private readonly config: DiscordConfig) {}

  /**
   * @returns the bytes; nothing where there are more than `largest`
   * @throws DiscordUnavailableError
   */
  async read({ url, size }: SentFile, largest: number): Promise<Uint8Array | undefined> {
    if (size > largest) return undefined;
    const { origin } = new URL(url);
    if (!HOSTS.has(origin) && origin !== new URL(this.config.apiBaseUrl).origin)
      throw new DiscordUnavailableError('A file that does not lie at Discord');
    try {
      const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(LIMIT_MS) });
      if (!response.ok) throw new Error(`Status ${String(response.status)}`);
      return await readUpTo(largest, response);
    } catch (cause) {
      throw new DiscordUnavailableError('A file could not be read', { cause });
    }
  }
}

/** What it says of its size may be wrong. */
async function readUpTo(largest: number, { body }: Response): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > largest) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
