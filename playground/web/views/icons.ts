import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

const paths: Readonly<Record<string, SVGTemplateResult>> = {
  hash: svg`<path d="M9 3 7 21M17 3l-2 18M4 8.5h17M3 15.5h17" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round"/>`,
  megaphone: svg`<path d="M4 9.5v5l3 .3 1.2 4.7h3L10.3 15l8.7 4.500V4.500L9 9.500z" fill="currentColor"/>`,
  people: svg`<circle cx="9" cy="8" r="4" fill="currentColor"/><path d="M2 20c0-4 3-6.5 7-6.500s7 2.5 7 6.500z" fill="currentColor"/><circle cx="17.5" cy="9" r="3" fill="currentColor"/><path d="M17 14c3 0 5 2 5 5.500h-4" fill="currentColor"/>`,
  menu: svg`<path d="M3 6h18M3 12h18M3 18h18" stroke="currentColor" stroke-width="2.2" stroke-linecap="round"/>`,
  close: svg`<path d="m5 5 14 14M19 5 5 19" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"/>`,
  eye: svg`<path d="M12 5C6.5 5 2.7 9.3 1.5 12c1.2 2.7 5 7 10.5 7s9.3-4.3 10.5-7C21.3 9.3 17.5 5 12 5m0 11.500a4.5 4.5 0 1 1 0-9 4.5 4.5 0 0 1 0 9" fill="currentColor"/><circle cx="12" cy="12" r="2.5" fill="currentColor"/>`,
  external: svg`<path d="M14 4h6v6M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/>`,
  chevron: svg`<path d="m6 9 6 6 6-6" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/>`,
  check: svg`<path d="m5 12.5 4.5 4.500L19 7.5" fill="none" stroke="currentColor" stroke-width="2.8" stroke-linecap="round" stroke-linejoin="round"/>`,
  crown: svg`<path d="M3 7.5 7.5 11 12 4.5 16.5 11 21 7.5 19 18H5z" fill="currentColor"/>`,
  sun: svg`<circle cx="12" cy="12" r="4.5" fill="currentColor"/><path d="M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>`,
  moon: svg`<path d="M20 14.500A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5" fill="currentColor"/>`,
  clock: svg`<circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" stroke-width="2.2"/><path d="M12 7v5l3.5 2" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round"/>`,
  gear: svg`<circle cx="12" cy="12" r="6" fill="none" stroke="currentColor" stroke-width="3"/><path d="M12 2v4M12 18v4M2 12h4M18 12h4M5 5l2.500 2.500M16.500 16.500 19 19M19 5l-2.500 2.500M7.500 16.500 5 19" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"/>`,
  wave: svg`<path d="M2 12h4l2.5-7 4.5 14 3-9 1.5 2H22" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/>`,
  plus: svg`<path d="M12 4v16M4 12h16" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"/>`,
  smile: svg`<circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" stroke-width="2"/><circle cx="9" cy="10" r="1.3" fill="currentColor"/><circle cx="15" cy="10" r="1.3" fill="currentColor"/><path d="M8 14.500c2 2.6 6 2.6 8 0" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>`,
  dots: svg`<circle cx="5" cy="12" r="2" fill="currentColor"/><circle cx="12" cy="12" r="2" fill="currentColor"/><circle cx="19" cy="12" r="2" fill="currentColor"/>`,
  at: svg`<circle cx="12" cy="12" r="4" fill="none" stroke="currentColor" stroke-width="2.2"/><path d="M16 12v1.500c0 3 4.5 3 4.5-1.500A8.5 8.5 0 1 0 17 19" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round"/>`,
  file: svg`<path d="M6 2h8l5 5v15H6z" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"/><path d="M14 2v5h5" fill="none" stroke="currentColor" stroke-width="2"/>`,
  send: svg`<path d="m3 4 18 8-18 8 3-8zm3 8h8" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linejoin="round"/>`,
};

/** Decoration only: what it stands for is said by the element around it. */
export function icon(name: keyof typeof paths): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${paths[name]}</svg>`;
}
