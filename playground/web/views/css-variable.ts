import { noChange } from 'lit';
import { directive, Directive, type ElementPart } from 'lit/directive.js';

/** Sets a custom property on the element through the CSSOM: the policy of the page allows no style attributes. */
class CssVariable extends Directive {
  /** Only `update` is called in a browser. */
  override render(...values: [name: string, value: string | null]): unknown {
    return values;
  }

  override update({ element }: ElementPart, [name, value]: [string, string | null]): unknown {
    const { style } = element as HTMLElement;
    if (value === null) style.removeProperty(name);
    else if (style.getPropertyValue(name) !== value) style.setProperty(name, value);
    return noChange;
  }
}

export const cssVariable = directive(CssVariable);
