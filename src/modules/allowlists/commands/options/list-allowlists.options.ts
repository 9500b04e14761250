import { StringOption } from 'necord';
import { localizedChoice, localizedOption } from '../../../../locales/index.js';
import { ALLOWLIST_LISTS } from '../../entries/allowlist-list.service.js';

export class ListAllowlistsOptions {
  @StringOption({
    ...localizedOption('allowlists', 'show'),
    choices: ALLOWLIST_LISTS.map((kind) =>
      localizedChoice(kind, (texts) => texts.commands.allowlists.show[kind]),
    ),
  })
  show!: string | null;
}
