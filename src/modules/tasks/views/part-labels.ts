import type { Texts } from '../../../locales/index.js';
import type { EditPart } from '../creation/edit-parts.js';

/** On the button of a part of the editor, and above its form. */
export const partLabels = ({ taskEditor, taskTiming }: Texts): Readonly<Record<EditPart, string>> => ({
  texts: taskEditor.texts,
  asks: taskEditor.asks,
  timing: taskTiming.title,
  places: taskEditor.limits,
});
