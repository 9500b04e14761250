import { StringOption } from 'necord';
import { localizedOption } from '../../../../locales/index.js';

/** A link of a page is longer than a title. */
const LONGEST = 300;

export class VerifyDrawOptions {
  @StringOption({
    ...localizedOption('verify', 'draw'),
    required: true,
    autocomplete: true,
    max_length: LONGEST,
  })
  draw!: string;
}
