import { isObject, numberOf } from '../json.ts';
import { ButtonStyle, ComponentType, SELECT_TYPES } from '../wire.ts';
import { Seen, checkButton, checkSelect, checkUrl } from './controls.ts';
import { characters, type Field } from './form.ts';

const ROWS_MAX = 5;
const BUTTONS_IN_ROW_MAX = 5;
const COMPONENTS_MAX = 40;
const TEXT_MAX = 4000;
const GALLERY_MAX = 10;
const DESCRIPTION_MAX = 1024;
const FILE_REFERENCE = 'attachment://';

const classicTypes: readonly number[] = [ComponentType.Row];
const inContainer: readonly number[] = [
  ComponentType.Row,
  ComponentType.Section,
  ComponentType.TextDisplay,
  ComponentType.Gallery,
  ComponentType.File,
  ComponentType.Separator,
];
const topLevelV2: readonly number[] = [...inContainer, ComponentType.Container];

/** The components of a message, classic or (with flag 32768) Components V2. */
export function checkMessageComponents(field: Field, isV2: boolean, filenames: readonly string[] = []): void {
  const seen = new Seen(filenames);
  const parts = field.list(isV2 ? { max: COMPONENTS_MAX } : { max: ROWS_MAX });
  for (const part of parts) checkPart(part, isV2 ? topLevelV2 : classicTypes, seen);
  if (!isV2) return;
  if (seen.components > COMPONENTS_MAX) {
    field.fail(
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      `The total number of components cannot exceed ${COMPONENTS_MAX}`,
    );
  }
  if (seen.textLength > TEXT_MAX) {
    field.fail(
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      `The displayable text cannot exceed ${TEXT_MAX} characters`,
    );
  }
}

function checkPart(part: Field, allowed: readonly number[], seen: Seen): void {
  const type = typeOf(part, allowed);
  if (type === undefined) return;
  seen.components++;
  part.at('id').integer({ min: 0 });
  if (type === ComponentType.Row) checkRow(part, seen);
  else if (type === ComponentType.Section) checkSection(part, seen);
  else if (type === ComponentType.TextDisplay) checkTextDisplay(part, seen);
  else if (type === ComponentType.Gallery) checkGallery(part, seen);
  else if (type === ComponentType.File) checkMedia(part.at('file'), seen, ['attachment:']);
  else if (type === ComponentType.Separator) checkSeparator(part);
  else if (type === ComponentType.Container) checkContainer(part, seen);
}

/** The type of a component if it may stand here. */
function typeOf(part: Field, allowed: readonly number[]): number | undefined {
  if (part.object() === undefined) return undefined;
  const type = numberOf(part.at('type').value);
  if (type !== undefined && allowed.includes(type)) return type;
  part.at('type').fail('UNION_TYPE_CHOICES', `Value of field "type" must be one of (${allowed.join(', ')}).`);
  return undefined;
}

function checkRow(row: Field, seen: Seen): void {
  const parts = row.at('components').list({ min: 1, max: BUTTONS_IN_ROW_MAX, required: true });
  const hasSelect = parts.some((part) => SELECT_TYPES.includes(Number(part.at('type').value)));
  if (hasSelect && parts.length > 1) {
    row
      .at('components')
      .fail('COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'The specified component exceeds the maximum width');
  }
  for (const part of parts) {
    const type = typeOf(part, [ComponentType.Button, ...SELECT_TYPES]);
    if (type === undefined) continue;
    seen.components++;
    part.at('id').integer({ min: 0 });
    if (type === ComponentType.Button) checkButton(part, seen);
    else checkSelect(part, seen);
  }
}

function checkSection(section: Field, seen: Seen): void {
  for (const text of section.at('components').list({ min: 1, max: 3, required: true })) {
    checkPart(text, [ComponentType.TextDisplay], seen);
  }
  const accessory = section.at('accessory');
  if (!accessory.require()) return;
  const type = typeOf(accessory, [ComponentType.Button, ComponentType.Thumbnail]);
  if (type === undefined) return;
  seen.components++;
  if (type === ComponentType.Button) checkButton(accessory, seen);
  else {
    checkMedia(accessory.at('media'), seen);
    accessory.at('description').text({ max: DESCRIPTION_MAX });
    accessory.at('spoiler').boolean();
  }
}

function checkTextDisplay(part: Field, seen: Seen): void {
  const text = part.at('content').text({ min: 1, max: TEXT_MAX, required: true });
  if (text !== undefined) seen.textLength += characters(text);
}

function checkGallery(part: Field, seen: Seen): void {
  for (const item of part.at('items').list({ min: 1, max: GALLERY_MAX, required: true })) {
    checkMedia(item.at('media'), seen);
    item.at('description').text({ max: DESCRIPTION_MAX });
    item.at('spoiler').boolean();
  }
}

function checkMedia(field: Field, seen: Seen, protocols?: readonly string[]): void {
  if (field.object() === undefined) return;
  const url = field.at('url').text({ min: 1, max: 2048, required: true });
  if (url === undefined) return;
  checkUrl(field.at('url'), protocols);
  if (!url.startsWith(FILE_REFERENCE) || seen.filenames.has(url.slice(FILE_REFERENCE.length))) return;
  field
    .at('url')
    .fail(
      'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
      'The referenced attachment in the unfurled media item was not found',
    );
}

function checkSeparator(part: Field): void {
  part.at('divider').boolean();
  part.at('spacing').oneOf([1, 2]);
}

function checkContainer(part: Field, seen: Seen): void {
  part.at('accent_color').integer({ min: 0, max: 0xffffff });
  part.at('spoiler').boolean();
  for (const inner of part.at('components').list({ min: 1, max: COMPONENTS_MAX, required: true })) {
    checkPart(inner, inContainer, seen);
  }
}

/** Discord numbers every component that came without an `id`; `components` are changed in place. */
export function numberComponents(components: readonly unknown[]): void {
  const all: Record<string, unknown>[] = [];
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(collect);
    else if (isObject(value) && typeof value.type === 'number') {
      all.push(value);
      collect(value.components);
      collect(value.accessory);
      collect(value.component);
    }
  };
  collect(components);
  const taken = new Set(
    all.map((component) => component.id).filter((id) => typeof id === 'number' && id > 0),
  );
  let next = 1;
  for (const component of all) {
    if (typeof component.id === 'number' && component.id > 0) continue;
    while (taken.has(next)) next++;
    component.id = next++;
  }
}

export function isPressable(component: Record<string, unknown>): boolean {
  return component.style !== ButtonStyle.Link && component.style !== ButtonStyle.Premium;
}
