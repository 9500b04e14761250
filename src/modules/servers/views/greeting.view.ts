import { ACCENT, container, literal, text, type View } from '../../../infra/discord/index.js';
import type { Texts } from '../../../locales/index.js';

/**
 * What the bot says where it was added.
 *
 * @param formerName of the community that the server can have back
 * @param serverName told to its owner in a direct message
 */
export function greetingView(formerName: string | undefined, texts: Texts, serverName?: string): View {
  const t = texts.linking.greeting;
  const words = formerName === undefined ? t.next : t.back(literal(formerName));
  const why = serverName === undefined ? '' : `\n-# ${t.why(literal(serverName))}`;
  return [container(ACCENT.brand, text(`${t.title}\n${words}${why}`))];
}
