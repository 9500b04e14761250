import { catalogues } from '../../../locales/index.js';
import { ErasureNotConfirmedError } from './privacy.errors.js';

/** In any language: Discord's may have changed between panel and form. @throws ErasureNotConfirmedError */
export function assertConfirmed(typed: string): void {
  const words = Object.values(catalogues).map(({ privacy }) => privacy.confirmWord);
  if (!words.includes(typed.normalize('NFC').trim().toUpperCase()))
    throw new ErasureNotConfirmedError('The word that confirms was not typed');
}
