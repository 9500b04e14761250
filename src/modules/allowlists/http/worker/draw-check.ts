/**
 * What checks a draw in a visitor's browser: bundled into `assets/draw-check.js`, by `npm run build:draw-check`.
 * Fetches the two files from where the page came; a member's entry stays here.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import {
  shownBy,
  type Step,
  type VerdictWords,
  verifyEntry,
  verifyProof,
  wordedReason,
} from '../../../../draw/index.js';
import { drawCheck as de } from '../../../../locales/de/draw-check.js';
import { drawCheck as en } from '../../../../locales/en-US/draw-check.js';

interface Order {
  /** Address below which the files lie. */
  readonly files: string;
  /** `entry.json`, in place of the list. */
  readonly entry?: Blob;
  readonly language: string;
}

/** What the page shows. */
type News =
  | { readonly kind: 'step'; readonly words: string; readonly message?: Message }
  | { readonly kind: 'lines'; readonly lines: number }
  | { readonly kind: 'holds' | 'unread' }
  | { readonly kind: 'refused'; readonly words: string };

interface Message {
  readonly url: string;
  readonly hash: string;
  readonly postedAt: string;
}

/** The scope of a worker, as far as it is used. */
declare const self: {
  onmessage: (event: { readonly data: Order }) => void;
  postMessage: (news: News) => void;
};

self.onmessage = ({ data }) => {
  check(data).then(
    (news) => {
      self.postMessage(news);
    },
    () => {
      self.postMessage({ kind: 'unread' });
    },
  );
};

async function check({ files, entry, language }: Order): Promise<News> {
  const words: VerdictWords = (language === 'de' ? de : en).drawCheck;
  const surroundings = {
    sha256,
    onLines: (lines: number) => {
      self.postMessage({ kind: 'lines', lines });
    },
    onStep: (step: Step) => {
      self.postMessage({ kind: 'step', words: shownBy(step, words), ...messageOf(step) });
    },
  };
  const proof = new Uint8Array(await (await fetched(`${files}/proof.json`)).arrayBuffer());
  const verdict =
    entry === undefined
      ? await verifyProof(proof, piecesOf(await fetched(`${files}/entries.ndjson`)), surroundings)
      : await verifyEntry(proof, new Uint8Array(await entry.arrayBuffer()), surroundings);
  return verdict.holds ? { kind: 'holds' } : { kind: 'refused', words: wordedReason(verdict.refused, words) };
}

function messageOf(step: Step): { readonly message?: Message } {
  if (step.id !== 'commitment') return {};
  const { guildId, channelId, messageId, hash, postedAt } = step.facts;
  const url = `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
  return { message: { url, hash, postedAt } };
}

/** @throws Error there is no such file now */
async function fetched(address: string): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

/** By a reader: not every browser can loop over a body. */
async function* piecesOf(response: Response): AsyncGenerator<Uint8Array> {
  const reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader();
  if (reader === undefined) return;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
