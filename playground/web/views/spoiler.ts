import { html, type TemplateResult } from 'lit';

/**
 * Hidden until it is pressed, by mouse or key; then it is plain content, with links that can be followed.
 *
 * No `button`: what is inside may be pressed itself later.
 */
export function spoilerView(content: unknown): TemplateResult {
  return html`<span
    class="spoiler"
    role="button"
    tabindex="0"
    aria-label="Spoiler"
    @click=${reveal}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      reveal(event);
    }}
    ><span>${content}</span></span
  >`;
}

function reveal(event: Event): void {
  const spoiler = event.currentTarget as HTMLElement;
  spoiler.classList.add('revealed');
  spoiler.removeAttribute('role');
  spoiler.removeAttribute('aria-label');
  spoiler.tabIndex = -1; // keeps the focus, and is no stop any more
}

/** Something bigger under a veil: a container, a picture. */
export function veiledView(content: unknown): TemplateResult {
  const lift = (event: Event): void => {
    const veil = (event.currentTarget as HTMLElement).parentElement;
    veil?.classList.remove('veiled');
    veil?.focus();
  };
  return html`<div class="spoiler-box veiled" tabindex="-1">
    <button type="button" class="unveil" @click=${lift}>Spoiler</button>
    <div class="under-veil">${content}</div>
  </div>`;
}
