import { html, type TemplateResult } from 'lit';
import { type User } from '../state/api.ts';
import { avatar } from './avatar.ts';
import { type Leaf } from './command-tree.ts';
import { nameOf } from './names.ts';

export const leafId = (index: number): string => `command-${index}`;

/** The list above the composer after `/`. */
export function pickerView(
  found: readonly Leaf[],
  active: number,
  bot: User,
  choose: (leaf: Leaf) => void,
): TemplateResult {
  if (found.length === 0) {
    return html`<div class="picker" id="command-picker">
      <p class="picker-empty">No command of this name is open to you here</p>
    </div>`;
  }
  return html`<div class="picker">
    <div class="picker-group">${avatar(bot)} <span>${nameOf(bot)}</span></div>
    <div class="picker-list" id="command-picker" role="listbox" tabindex="0" aria-label="Commands">
      ${found.map((leaf, index) => leafView(leaf, { index, isActive: index === active }, nameOf(bot), choose))}
    </div>
  </div>`;
}

function leafView(
  leaf: Leaf,
  { index, isActive }: { index: number; isActive: boolean },
  botName: string,
  choose: (leaf: Leaf) => void,
): TemplateResult {
  const required = leaf.options.filter((option) => option.required === true);
  const pick = (event: Event): void => {
    event.preventDefault();
    choose(leaf);
  };
  return html`<div
    class="picker-item ${isActive ? 'active' : ''}"
    role="option"
    id=${leafId(index)}
    aria-selected=${isActive}
    data-command=${leaf.path}
    @mousedown=${pick}
  >
    <span class="picker-texts">
      <span class="picker-name"
        >/${leaf.shown}
        ${required.map((option) => html`<span class="picker-option">${option.displayName ?? option.name}</span>`)}</span
      >
      <span class="picker-description">${leaf.description}</span>
    </span>
    <span class="picker-app">${botName}</span>
  </div>`;
}
