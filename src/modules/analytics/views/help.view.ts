import { ACCENT, container, separator, text, type View } from '../../../infra/discord/index.js';
import type { Texts } from '../../../locales/index.js';
import type { CommandLine } from '../visible-commands.js';

/** @param mention makes a command clickable */
export function helpView(
  lines: readonly CommandLine[],
  mention: (command: string) => string,
  texts: Texts,
): View {
  const list = lines.map(({ command, description }) => `${mention(command)} – ${description}`).join('\n');
  return [
    container(ACCENT.brand, text(texts.help.title), text(list), separator(), text(`-# ${texts.help.footer}`)),
  ];
}
