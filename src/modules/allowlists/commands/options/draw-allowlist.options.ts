import { StringOption } from 'necord';
import { localizedOption } from '../../../../locales/index.js';
import { ALLOWLIST_LIMITS } from '../../schemas/allowlist-connection.schema.js';

export class DrawAllowlistOptions {
  @StringOption({
    ...localizedOption('allowlistDraw', 'allowlist'),
    autocomplete: true,
    max_length: ALLOWLIST_LIMITS.title,
  })
  allowlist!: string | null;
}
