import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeRun {
  readonly violations: {
    readonly id: string;
    readonly nodes: { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** What is wrong with how the page looks now, in words; nothing when all is right. */
export async function faultsIn(page: Page): Promise<string[]> {
  await page.evaluate(() => document.fonts.ready);
  const [seen, axe] = [await page.evaluate(lookAround), await axeFaults(page)];
  return [...seen, ...axe];
}

async function axeFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  const { violations } = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { configure: (spec: object) => void; run: (context: object, options: object) => Promise<AxeRun> };
    };
    const contrastRatio = { normal: { expected: 4.5 }, large: { expected: 4.5 } };
    axe.configure({ checks: [{ id: 'color-contrast', options: { contrastRatio } }] });
    return axe.run(document, { resultTypes: ['violations'] });
  });
  return violations.map(
    ({ id, nodes }) =>
      `axe ${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`).join('\n  ')}`,
  );
}

/** Runs in the page: cut texts, broken images, boxes over one another. */
function lookAround(): string[] {
  const nameOf = (element: Element): string =>
    `<${element.tagName.toLowerCase()} ${element.className}> "${element.textContent.trim().slice(0, 60)}"`;
  const isShown = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const onTop = (element: Element): boolean => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return hit !== null && (element === hit || element.contains(hit) || hit.contains(element));
  };
  const hasOwnText = (element: Element): boolean =>
    [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
    );
  const all = [...document.body.querySelectorAll('*')].filter(
    (element) => isShown(element) && element.closest('svg') === null,
  );

  const cut = all.filter((element) => {
    const { overflowX, overflowY } = getComputedStyle(element);
    const hides = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip';
    const isWide = hides(overflowX) && element.scrollWidth > element.clientWidth + 1;
    const isHigh = hides(overflowY) && element.scrollHeight > element.clientHeight + 1;
    return (isWide || isHigh) && element.textContent.trim() !== '' && element.tagName !== 'BODY';
  });
  const outside = all.filter(
    (element) =>
      hasOwnText(element) && onTop(element) && element.getBoundingClientRect().right > innerWidth + 1,
  );
  const broken = [...document.images].filter((image) => image.complete && image.naturalWidth === 0);

  const boxes = all
    .filter(
      (element) =>
        (hasOwnText(element) || element.matches('button, a, input, textarea, img')) && onTop(element),
    )
    .map((element) => ({ element, rects: [...element.getClientRects()] }));
  const over = (one: DOMRect, other: DOMRect): boolean =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 2;
  const overlaps: string[] = [];
  for (const [index, one] of boxes.entries()) {
    for (const other of boxes.slice(index + 1)) {
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      if (
        one.element.closest('.text-box') !== null &&
        one.element.closest('.text-box') === other.element.closest('.text-box')
      )
        continue;
      const meet = one.rects.some((rect) => other.rects.some((second) => over(rect, second)));
      if (meet && sameLayer(one.element, other.element))
        overlaps.push(`overlap: ${nameOf(one.element)} and ${nameOf(other.element)}`);
    }
  }
  /** Menus, forms and the like stand above the rest on purpose. */
  function sameLayer(one: Element, other: Element): boolean {
    const layer =
      '.picker, dialog, .stage-menu, [popover], .toast, .toolbar, .left, .members, .inspector, .chat-head, message-composer, .messages';
    return one.closest(layer) === other.closest(layer);
  }
  return [
    ...cut.map((element) => `cut: ${nameOf(element)}`),
    ...outside.map((element) => `outside: ${nameOf(element)}`),
    ...broken.map((image) => `broken image: ${image.src}`),
    ...overlaps,
  ];
}
