import { html, nothing, type TemplateResult } from 'lit';
import { type WireEntry } from '../state/api.ts';
import { type Desk } from '../state/desk.ts';
import { icon } from './icons.ts';
import { nameOf, userWith } from './names.ts';

const SHOWN = 80;

/** What goes over the wire between Discord and the bot, newest first. */
export function inspectorView(desk: Desk): TemplateResult {
  const { store, ui } = desk;
  const close = (): void => {
    ui.hasInspector = false;
    store.changed();
  };
  return html`<section class="inspector" aria-label="Inspector">
    <div class="panel-head">
      <h2>On the wire</h2>
      <button type="button" class="icon-button" aria-label="Close the inspector" @click=${close}>
        ${icon('close')}
      </button>
    </div>
    <div class="wire" tabindex="0" role="log" aria-label="Wire">
      ${store.wire.length === 0 ? html`<p class="wire-empty">Nothing yet. Run a command or press a button.</p>` : nothing}
      ${store.wire
        .slice(-SHOWN)
        .reverse()
        .map((entry) => entryView(desk, entry))}
    </div>
  </section>`;
}

function entryView(desk: Desk, entry: WireEntry): TemplateResult {
  const refused = entry.refusal;
  const who = entry.userId === undefined ? undefined : userWith(desk.store, entry.userId);
  const mark = entry.kind === 'interaction' ? '→ bot' : entry.kind === 'answer' ? '✓' : '← bot';
  const head = html`<span class="wire-mark">${mark}</span>
    <span class="wire-title">${withBreaks(entry.title)}</span>
    ${who === undefined ? nothing : html`<span class="wire-who">${nameOf(who)}</span>`}
    ${entry.status === undefined ? nothing : html`<span class="wire-status">${entry.status}</span>`}
    ${entry.ms === undefined ? nothing : html`<span class="wire-ms">${entry.ms} ms</span>`}`;
  const classes = `wire-entry wire-${entry.kind}${refused === undefined ? '' : ' refused'}${entry.title === 'failed' ? ' refused' : ''}`;
  if (entry.body === undefined && refused === undefined)
    return html`<div class=${classes}><div class="wire-head">${head}</div></div>`;
  return html`<details class=${classes}>
    <summary class="wire-head">${head}</summary>
    ${
      refused === undefined
        ? nothing
        : html`<p class="fault">${refused.code}: ${refused.message}</p>
            <pre tabindex="0">${jsonOf(refused.errors)}</pre>`
    }
    ${entry.body === undefined ? nothing : html`<pre tabindex="0">${jsonOf(entry.body)}</pre>`}
  </details>`;
}

/** A long path breaks behind its slashes. */
function withBreaks(title: string): unknown[] {
  return title.split(/(?<=\/)/).map((part) => html`${part}<wbr />`);
}

function jsonOf(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value, null, 2);
}
