import { StringOption } from 'necord';
import { localizedOption } from '../../../../locales/index.js';

export class LinkCommunityOptions {
  @StringOption({
    ...localizedOption('communityLink', 'name'),
    required: true,
    min_length: 2,
    max_length: 60,
  })
  name!: string;

  /** necord gives `null` for an option that was left out. */
  @StringOption({ ...localizedOption('communityLink', 'description'), max_length: 200 })
  description!: string | null;
}
