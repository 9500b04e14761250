import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { catalogues, type LocaleCode, type Texts, textsOf } from '../../locales/index.js';
import { template, type Template } from './template.js';

const LOCALES = Object.keys(catalogues) as LocaleCode[];
const languageOf = (locale: LocaleCode): string => locale.split('-')[0] ?? locale;
/** English first: who asks for no language that we have reads English. */
const BY_LANGUAGE = new Map(
  LOCALES.toSorted((a, b) => Number(b === 'en-US') - Number(a === 'en-US')).map((locale) => [
    languageOf(locale),
    locale,
  ]),
);

export interface Page<Data extends object> {
  readonly status?: number;
  readonly title: string;
  readonly template: Template<Data>;
  readonly data: Data;
  /** A module among our assets that the page loads. */
  readonly script?: string;
}

/** A page that only says something. */
export interface Message {
  readonly status?: number;
  readonly tone: 'success' | 'warning' | 'neutral';
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** What to do now. */
  readonly next?: string;
}

interface Layout {
  readonly lang: string;
  readonly title: string;
  readonly body: string;
  readonly script: string | undefined;
}
interface MessageData extends Pick<Message, 'tone' | 'title' | 'paragraphs' | 'next'> {
  readonly nextLabel: string;
}

const layout = template<Layout>(import.meta.dirname, 'layout.eta');
const message = template<MessageData>(import.meta.dirname, 'message.eta');

/** Sends pages in our layout, in the language that the browser asks for. */
@Injectable()
export class Pages {
  textsFor(request: Request): Texts {
    return textsOf(BY_LANGUAGE.get(this.languageFor(request)));
  }

  send<Data extends object>(request: Request, response: Response, page: Page<Data>): void {
    const body = page.template(page.data);
    const lang = this.languageFor(request);
    response
      .status(page.status ?? 200)
      .vary('Accept-Language')
      .type('html')
      .send(layout({ lang, title: page.title, body, script: page.script }));
  }

  sendMessage(request: Request, response: Response, { status, ...said }: Message): void {
    const data = { ...said, nextLabel: this.textsFor(request).pages.next };
    this.send(request, response, {
      title: said.title,
      template: message,
      data,
      ...(status !== undefined && { status }),
    });
  }

  private languageFor(request: Request): string {
    const offered = [...BY_LANGUAGE.keys()];
    return request.acceptsLanguages(offered) || (offered[0] ?? 'en');
  }
}
