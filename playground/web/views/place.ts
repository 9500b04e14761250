const GAP_PX = 6;
const EDGE_PX = 8;

/** Puts a popover below its trigger, or above where there is more room, within the screen. */
export function placeBeside(popover: HTMLElement, trigger: Element): void {
  const { left, top, bottom, width } = trigger.getBoundingClientRect();
  popover.style.minWidth = `${Math.min(width, innerWidth - 2 * EDGE_PX)}px`;
  const below = innerHeight - bottom - GAP_PX - EDGE_PX;
  const above = top - GAP_PX - EDGE_PX;
  const isBelow = below >= Math.min(popover.offsetHeight, 260) || below >= above;
  popover.style.maxHeight = `${Math.max(120, isBelow ? below : above)}px`;
  const height = popover.offsetHeight;
  popover.style.top = `${isBelow ? bottom + GAP_PX : top - GAP_PX - height}px`;
  popover.style.left = `${within(left, popover.offsetWidth, innerWidth)}px`;
}

/** Puts a menu at a point, within the screen. */
export function placeAt(popover: HTMLElement, x: number, y: number): void {
  popover.style.left = `${within(x, popover.offsetWidth, innerWidth)}px`;
  popover.style.top = `${within(y, popover.offsetHeight, innerHeight)}px`;
}

function within(start: number, length: number, room: number): number {
  return Math.max(EDGE_PX, Math.min(start, room - length - EDGE_PX));
}
