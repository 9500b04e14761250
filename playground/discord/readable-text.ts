import { isObject, isPresent, objectsOf, textOf, type JsonObject } from './json.ts';
import { type Message } from './model.ts';

type Readable = Pick<Message, 'content' | 'embeds' | 'components'>;

/** A message as a person reads it, line by line: texts, then what can be pressed, in [brackets]. */
export function readableText(message: Readable): string {
  const lines = [
    message.content,
    ...message.embeds.flatMap(embedLines),
    ...message.components.flatMap(componentLines),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** Every component of a message, nested ones included. */
export function componentsOfMessage({ components }: Pick<Message, 'components'>): JsonObject[] {
  return components.flatMap(withInner);
}

/** The button with this text, or the select with this placeholder. */
export function findByLabel(message: Pick<Message, 'components'>, label: string): JsonObject | undefined {
  return componentsOfMessage(message).find(
    (component) => component.label === label || component.placeholder === label,
  );
}

function withInner(component: JsonObject): JsonObject[] {
  const inner = [...objectsOf(component.components), component.accessory, component.component].filter(
    isObject,
  );
  return [component, ...inner.flatMap(withInner)];
}

function embedLines(embed: JsonObject): string[] {
  const fields = objectsOf(embed.fields).map((field) => `${shown(field.name)}: ${shown(field.value)}`);
  const author = isObject(embed.author) ? shown(embed.author.name) : '';
  const footer = isObject(embed.footer) ? shown(embed.footer.text) : '';
  return [author, shown(embed.title), shown(embed.description), ...fields, footer];
}

function componentLines(component: JsonObject): string[] {
  const inner = objectsOf(component.components);
  const rowText = inner.map(controlText).filter(isPresent);
  if (rowText.length > 0) return [rowText.join(' ')];
  const accessory = isObject(component.accessory) ? componentLines(component.accessory) : [];
  const text = controlText(component) ?? textOf(component.content) ?? '';
  return [text, ...inner.flatMap(componentLines), ...accessory];
}

/** `[Complete]`, `[✅ Done (disabled)]`, `[Choose a task: Follow us | Join us]`, `[✓ Follow us | Join us]`, `[<#123>]` */
function controlText(component: JsonObject): string | undefined {
  const { label, placeholder } = component;
  const isControl = component.custom_id !== undefined || component.url !== undefined;
  if (!isControl) return undefined;
  const emoji = isObject(component.emoji) ? shown(component.emoji.name) : '';
  const options = objectsOf(component.options);
  const offered = options.map((option) => `${option.default === true ? '✓ ' : ''}${shown(option.label)}`);
  const chosen = objectsOf(component.default_values).map(mentionOf).join(', ');
  const hint = options.some((option) => option.default === true) ? '' : textOf(placeholder);
  const words = textOf(label) ?? (chosen === '' ? hint : chosen) ?? '';
  const name = [emoji, words].filter((part) => part !== '').join(' ');
  const state = component.disabled === true ? ' (disabled)' : '';
  const offer = options.length > 0 ? `${name === '' ? '' : ': '}${offered.join(' | ')}` : '';
  return `[${name}${offer}${state}]`;
}

/** What stands in a select of people, roles or channels already. */
function mentionOf({ type, id }: JsonObject): string {
  const sign = type === 'channel' ? '#' : type === 'role' ? '@&' : '@';
  return `<${sign}${shown(id)}>`;
}

function shown(value: unknown): string {
  return textOf(value) ?? '';
}
