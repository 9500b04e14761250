import {
  type APIButtonComponentWithCustomId,
  type APIButtonComponentWithURL,
  type APIComponentInContainer,
  type APIContainerComponent,
  type APIMessageTopLevelComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
} from 'discord.js';

/** What a view returns: Components V2, so there are no embeds and no content. */
export type View = APIMessageTopLevelComponent[];

/** A view with the pictures that its components show, see `picture`. */
export interface Pictured {
  readonly view: View;
  readonly pictures: readonly Picture[];
}

export interface Picture {
  /** With its ending, such as `statistics.png`. */
  readonly name: string;
  readonly bytes: Buffer;
  /** What it shows, for those who don't see it; at most 1,024 characters. */
  readonly description: string;
}

export type Shown = View | Pictured;

export const ACCENT = { brand: 0x5865f2, success: 0x3ba55d, warning: 0xfaa61a, muted: 0x80848e } as const;

export const text = (content: string): APITextDisplayComponent => ({
  type: ComponentType.TextDisplay,
  content,
});

export const container = (
  accent: number,
  ...components: APIComponentInContainer[]
): APIContainerComponent => ({
  type: ComponentType.Container,
  accent_color: accent,
  components,
});

/** Over the whole width. */
export const picture = ({ name, description }: Picture): APIComponentInContainer => ({
  type: ComponentType.MediaGallery,
  items: [{ media: { url: `attachment://${name}` }, description }],
});

export const separator = (): APIComponentInContainer => ({ type: ComponentType.Separator });

type Button = APIButtonComponentWithCustomId | APIButtonComponentWithURL;

export const row = (...components: Button[]): APIComponentInContainer & APIMessageTopLevelComponent => ({
  type: ComponentType.ActionRow,
  components,
});

export const button = (
  customId: string,
  label: string,
  style: APIButtonComponentWithCustomId['style'] = ButtonStyle.Secondary,
  disabled = false,
): APIButtonComponentWithCustomId => ({
  type: ComponentType.Button,
  custom_id: customId,
  label,
  style,
  disabled,
});

export const linkButton = (url: string, label: string): APIButtonComponentWithURL => ({
  type: ComponentType.Button,
  style: ButtonStyle.Link,
  url,
  label,
});

/** One private answer in words. */
export const notice = (words: string, accent: number = ACCENT.muted): View => [
  container(accent, text(words)),
];

/** Discord makes a plain address a link by itself and reads nothing in it as formatting. */
const ADDRESS_OR_FORMATTING = /(https?:\/\/[\w.~:/?#@!$&'()+,;=%-]+)|[\\*_~`|[\]<>]/g;
/** Headings, small print and lists; quotes are escaped as `>` already. */
const LINE_START = /^([^\S\n]*)(?:(\d+)(?=\.\s)|(?=#{1,3}\s|[-+]\s|-#))/gm;

/**
 * What a person typed, shown as it is: no formatting, no masked links, no mentions, no headings.
 * discord.js's `escapeMarkdown` lets a masked link through whose text holds a line end.
 */
export function literal(typed: string): string {
  return typed
    .replace(ADDRESS_OR_FORMATTING, (found, address: string | undefined) => address ?? `\\${found}`)
    .replace(LINE_START, (_, space: string, number: string | undefined) => `${space}${number ?? ''}\\`);
}

/** Nobody is ever pinged unless a caller names them. */
export const NO_MENTIONS = { parse: [] };

const bodyOf = (shown: Shown) => {
  if (!('view' in shown)) return { components: shown, allowedMentions: NO_MENTIONS };
  const files = shown.pictures.map(({ name, bytes, description }) => ({
    name,
    attachment: bytes,
    description,
  }));
  return { components: shown.view, files, allowedMentions: NO_MENTIONS };
};

/** The body of a private answer. */
export const privately = (shown: Shown) => ({
  ...bodyOf(shown),
  flags: MessageFlags.Ephemeral | MessageFlags.IsComponentsV2,
});

/** The body of an edit: whether it is private was fixed by the first answer. Pictures of before go. */
export const edited = (shown: Shown) => ({
  ...bodyOf(shown),
  attachments: [],
  flags: MessageFlags.IsComponentsV2 as const,
});
