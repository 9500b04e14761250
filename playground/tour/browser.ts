const REDIRECTS_MAX = 5;

/** A page as a reader of the screen hears it: its texts, line by line. */
export interface Page {
  readonly url: string;
  readonly status: number;
  readonly html: string;
  readonly lines: readonly string[];
}

/** As little of a browser as pages without scripts need: it keeps cookies and follows redirects. */
export class Browser {
  private readonly cookies = new Map<string, string>();

  open(url: string): Promise<Page> {
    return this.follow(url);
  }

  /** Where a page sends the browser, without going there. */
  async locationOf(url: string): Promise<string> {
    const response = await this.ask(url);
    await response.body?.cancel();
    return new URL(response.headers.get('location') ?? url, url).href;
  }

  submit(url: string, fields: Readonly<Record<string, string>>): Promise<Page> {
    return this.follow(url, { method: 'POST', body: new URLSearchParams(fields) });
  }

  private async follow(url: string, init?: RequestInit, redirects = 0): Promise<Page> {
    const response = await this.ask(url, init);
    const location = response.headers.get('location');
    if (location === null || redirects === REDIRECTS_MAX) {
      const html = await response.text();
      return { url, status: response.status, html, lines: linesOf(html) };
    }
    await response.body?.cancel();
    return this.follow(new URL(location, url).href, undefined, redirects + 1);
  }

  private async ask(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { Accept: 'text/html', 'Accept-Language': 'en', Cookie: cookie };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}

/** The value of a hidden field. */
export const hiddenField = ({ html }: Page, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

/** What stands in the box of text to copy. */
export const preformatted = ({ html }: Page): string =>
  unescaped(/<pre>([\s\S]*?)<\/pre>/.exec(html)?.[1] ?? '');

function linesOf(html: string): string[] {
  const body = /<main>([\s\S]*)<\/main>/.exec(html)?.[1] ?? '';
  return unescaped(
    body.replaceAll(/<section id="connect"[\s\S]*?<\/section>/g, '').replaceAll(/<[^>]*>/g, ''),
  )
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};
const unescaped = (text: string): string =>
  text.replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity);
