import type { Answer, Message } from '../../../playground/discord/client.ts';
import type { TestApp } from './start-app.js';
import type { WebAnswer, WebBrowser } from './web-browser.js';

interface Person {
  readonly id: string;
}

/** `/account link` as this person; the address of its button. */
export async function offerTo(app: TestApp, person: Person): Promise<{ answer: Answer; url: string }> {
  const answer = await app.as(person).run('account link', {}, { channelId: app.server.channels.general.id });
  return { answer, url: linkIn(answer.message) };
}

/** The address of the only link button of a message. */
export function linkIn(message: Message | undefined): string {
  const found = /"url":"([^"]+)"/.exec(JSON.stringify(message?.components ?? []))?.[1];
  if (found === undefined) throw new Error('No link button');
  return found;
}

/** From the link to where Discord sends the browser back to: not opened yet. */
export async function callbackOf(
  app: TestApp,
  browser: WebBrowser,
  url: string,
  person: Person,
  decision: 'allow' | 'deny' = 'allow',
): Promise<string> {
  const { location } = await browser.get(url);
  if (location === undefined) throw new Error('Nobody was sent to Discord');
  return app.as(person).authorize(location, decision);
}

/** The page on which a sign-in ends. */
export async function finish(browser: WebBrowser, callback: string): Promise<WebAnswer> {
  const { location = '', status } = await browser.get(callback);
  if (status !== 303) throw new Error(`The callback answered ${String(status)}`);
  return browser.get(location);
}

/** The whole way of a member who links their own account. */
export async function signIn(app: TestApp, browser: WebBrowser, person: Person): Promise<WebAnswer> {
  const { url } = await offerTo(app, person);
  return finish(browser, await callbackOf(app, browser, url, person));
}
