import { html, nothing, type TemplateResult } from 'lit';
import { type Desk } from '../state/desk.ts';
import { type Bench } from './bench.ts';
import { leavesOf } from './command-tree.ts';

const STEPS: readonly { readonly command: string; readonly words: string }[] = [
  { command: 'community link', words: 'Give this server its community' },
  { command: 'task create', words: 'Post a task with points' },
  { command: 'tasks', words: 'See what there is to do' },
  { command: 'account profile', words: 'See your points and your rank' },
];

/** What to try first, of what this member may run. */
export function guideView({ store }: Desk, { reader }: Bench): TemplateResult | typeof nothing {
  const open = new Set(leavesOf(store.commands).map(({ path }) => path));
  const steps = STEPS.filter(({ command }) => open.has(command));
  if (steps.length === 0) return nothing;
  return html`<div class="guide">
    <p>A Discord of your own, with the real bot in it. Type <code>/</code> below, or begin here:</p>
    <div class="guide-steps">
      ${steps.map(
        ({ command, words }) =>
          html`<button
            type="button"
            class="guide-step"
            @click=${() => {
              reader.onCommand(command);
            }}
          >
            <span class="command-name">/${command}</span><span>${words}</span>
          </button>`,
      )}
    </div>
  </div>`;
}
