import { ComponentType } from 'discord.js';
import { ACCENT, container, literal, type Pictured, text } from '../../../infra/discord/index.js';
import type { Texts } from '../../../locales/index.js';
import type { AllowlistExport } from '../exports/allowlist-export.service.js';

export function allowlistExportView(file: AllowlistExport, { allowlistExport: t }: Texts): Pictured {
  const { title, who, format, rows, left, root, content } = file;
  const name = format === 'csv' ? `${who}.csv` : format === 'json' ? `${who}.json` : 'merkle-tree.json';
  const words = [
    t.title(literal(title)),
    format === 'merkle' ? t.addresses(rows) : t.rows(rows),
    ...(left > 0 ? [t.left(left)] : []),
    ...(root === undefined ? [] : [t.root(root)]),
    `-# ${t.private}`,
  ];
  const attached = { type: ComponentType.File as const, file: { url: `attachment://${name}` } };
  return {
    view: [container(ACCENT.brand, text(words.join('\n')), attached)],
    pictures: [{ name, bytes: content, description: name }],
  };
}
