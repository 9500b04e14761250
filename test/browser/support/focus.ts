import { type Page } from 'playwright-core';

const STEPS_MAX = 200;

interface Stop {
  readonly label: string;
  readonly isNew: boolean;
  readonly faults: readonly string[];
}

/** Presses Tab from the beginning of the page to its end. @returns what had the focus, and what was wrong with it */
export async function walkByTab(page: Page): Promise<{ labels: string[]; faults: string[] }> {
  await page.evaluate(() => {
    // From here Tab leads to the first control.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  const [labels, faults] = [[] as string[], [] as string[]];
  for (let step = 0; step < STEPS_MAX; step += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(lookAtFocus);
    if (!stop.isNew) return { labels, faults: [...faults, ...(await page.evaluate(missed))] };
    labels.push(stop.label);
    faults.push(...stop.faults);
  }
  return { labels, faults: [...faults, 'Tab comes to no end'] };
}

/** Runs in the page: what has the focus, whether it shows that, and whether it can be seen. */
function lookAtFocus(): Stop {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body || element.dataset.walked !== undefined)
    return { label: '', isNew: false, faults: [] };
  element.dataset.walked = '';
  const label = element.getAttribute('aria-label') ?? element.innerText.trim();
  const looks = (): string =>
    [element, element.parentElement, element.parentElement?.parentElement]
      .map((each) => {
        if (each == null) return '';
        const style = getComputedStyle(each);
        const outline = style.outlineStyle === 'none' ? '' : style.outline;
        return [outline, style.boxShadow, style.borderColor, style.backgroundColor].join();
      })
      .join(' | ');
  const withFocus = looks();
  element.blur();
  const isShown = looks() !== withFocus;
  element.focus({ preventScroll: true });
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const isInside = left > -1 && right < innerWidth + 1 && top > -1 && bottom < innerHeight + 1;
  return {
    label,
    isNew: true,
    faults: [
      ...(isShown ? [] : [`no ring: ${element.outerHTML.slice(0, 120)}`]),
      ...(isInside ? [] : [`out of sight: ${element.outerHTML.slice(0, 120)}`]),
    ],
  };
}

/** Runs in the page: what Tab should have led to. */
function missed(): string[] {
  const controls = 'a[href], button:enabled, input, textarea, summary, [tabindex="0"]';
  return (
    [...document.querySelectorAll<HTMLElement>(controls)]
      .filter((element) => element.tabIndex >= 0 && element.dataset.walked === undefined)
      // A stop only while its message has the focus: who comes from above has passed it by then.
      .filter((element) => !element.matches('.author'))
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element) => `never reached: ${element.outerHTML.slice(0, 120)}`)
  );
}
