import { ButtonStyle } from 'discord.js';
import type { Texts } from '../../locales/index.js';
import { ACCENT, button, container, row, text, type View } from './components.js';
import type { Fault } from './forms.js';

/** What is wrong with a form, and the ways from there. */
export function refusedView(
  faults: readonly Fault[],
  texts: Texts,
  { fixId, backId }: { readonly fixId: string; readonly backId?: string },
): View {
  const { refused, refusedHint, fix } = texts.taskForm;
  const lines = faults.map((fault) => `- ${fault(texts)}`).join('\n');
  return [
    container(
      ACCENT.warning,
      text(`${refused}\n${lines}\n-# ${refusedHint}`),
      row(
        button(fixId, fix, ButtonStyle.Primary),
        ...(backId === undefined ? [] : [button(backId, texts.taskEditor.back)]),
      ),
    ),
  ];
}
