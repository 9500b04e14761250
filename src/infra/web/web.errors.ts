import type { Texts } from '../../locales/index.js';

/** What an error page says, in plain words without any markup. */
export interface PageWords {
  readonly title: string;
  readonly text: string;
}

/** An error that knows how it reads on a page; all others get the words of their status. */
export interface WordedForPages {
  readonly status: number;
  pageWords(texts: Texts): PageWords;
}

export const isWordedForPages = (error: unknown): error is WordedForPages =>
  typeof error === 'object' && error !== null && 'pageWords' in error;
