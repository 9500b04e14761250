import { StringOption } from 'necord';
import { localizedOption } from '../../../../locales/index.js';

/** necord gives `null` for an option that was left out. */
export class LinkCommunityOptions {
  @StringOption({ ...localizedOption('communityLink', 'name'), min_length: 2, max_length: 60 })
  name!: string | null;

  @StringOption({ ...localizedOption('communityLink', 'description'), max_length: 200 })
  description!: string | null;

  @StringOption({ ...localizedOption('communityLink', 'code'), max_length: 100 })
  code!: string | null;
}
