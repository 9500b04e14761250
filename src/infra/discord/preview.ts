import { type APIComponentInContainer, ComponentType } from 'discord.js';
import type { View } from './components.js';

/** What others will see, with buttons that do nothing. */
export const previewOf = (view: View): View =>
  view.map((part) =>
    part.type === ComponentType.Container
      ? { ...part, components: part.components.map(withoutPresses) }
      : part,
  );

function withoutPresses(part: APIComponentInContainer): APIComponentInContainer {
  if (part.type !== ComponentType.ActionRow) return part;
  return { ...part, components: part.components.map((control) => ({ ...control, disabled: true })) };
}
