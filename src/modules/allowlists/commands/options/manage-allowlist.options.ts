import { StringOption } from 'necord';
import { localizedOption } from '../../../../locales/index.js';
import { ALLOWLIST_LIMITS } from '../../schemas/allowlist-connection.schema.js';

export class ManageAllowlistOptions {
  @StringOption({
    ...localizedOption('allowlistManage', 'allowlist'),
    autocomplete: true,
    max_length: ALLOWLIST_LIMITS.title,
  })
  allowlist!: string | null;
}
