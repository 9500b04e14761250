import { render, type TemplateResult } from 'lit';

export interface Row {
  readonly id: string;
  /** While all of these stay, so does what is drawn. */
  readonly causes: readonly unknown[];
  readonly view: () => TemplateResult;
}

interface Drawn {
  readonly host: HTMLElement;
  causes: readonly unknown[];
}

/**
 * The rows on the screen, each in an element of its own.
 *
 * Not lit's `repeat`: it leaves a comment behind for every row it drops (lit/lit#5298), and with some thousand of
 * them every frame of a scrolling list takes longer.
 */
export class MessageRows {
  private readonly drawn = new Map<string, Drawn>();

  show(place: HTMLElement, rows: readonly Row[]): void {
    const wanted = new Set(rows.map(({ id }) => id));
    for (const [id, { host }] of this.drawn) {
      if (wanted.has(id)) continue;
      host.remove();
      this.drawn.delete(id);
    }
    let next = place.firstElementChild;
    for (const row of rows) {
      const { host } = this.draw(row);
      if (host === next) next = next.nextElementSibling;
      else place.insertBefore(host, next);
    }
  }

  /** In order of the screen. */
  get hosts(): HTMLElement[] {
    return [...(this.drawn.values().next().value?.host.parentElement?.children ?? [])] as HTMLElement[];
  }

  hostOf(id: string): HTMLElement | undefined {
    return this.drawn.get(id)?.host;
  }

  private draw({ id, causes, view }: Row): Drawn {
    const drawn = this.drawn.get(id);
    if (drawn === undefined) {
      const host = document.createElement('div');
      host.dataset.row = id;
      render(view(), host);
      const fresh = { host, causes };
      this.drawn.set(id, fresh);
      return fresh;
    }
    if (causes.some((cause, index) => cause !== drawn.causes[index])) render(view(), drawn.host);
    drawn.causes = causes;
    return drawn;
  }
}
