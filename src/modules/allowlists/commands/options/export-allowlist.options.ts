import { StringOption } from 'necord';
import { localizedChoice, localizedOption } from '../../../../locales/index.js';
import { EXPORTED, type Exported } from '../../exports/allowlist-export.service.js';
import { EXPORT_FORMATS, type ExportFormat } from '../../exports/export-file.js';
import { ALLOWLIST_LIMITS } from '../../schemas/allowlist-connection.schema.js';

export class ExportAllowlistOptions {
  @StringOption({
    ...localizedOption('allowlistExport', 'allowlist'),
    required: true,
    autocomplete: true,
    max_length: ALLOWLIST_LIMITS.title,
  })
  allowlist!: string;

  @StringOption({
    ...localizedOption('allowlistExport', 'who'),
    required: true,
    choices: EXPORTED.map((who) => localizedChoice(who, (texts) => texts.commands.allowlistExport.who[who])),
  })
  who!: Exported;

  @StringOption({
    ...localizedOption('allowlistExport', 'format'),
    required: true,
    choices: EXPORT_FORMATS.map((format) =>
      localizedChoice(format, (texts) => texts.commands.allowlistExport.formats[format]),
    ),
  })
  format!: ExportFormat;
}
