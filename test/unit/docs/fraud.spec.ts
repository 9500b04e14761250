import { fraudPage } from '../../support/docs/fraud-page.js';
import { expectWritten } from '../../support/docs/golden.js';

it('docs/fraud.md names every signal, its weight and its reason', () => {
  expectWritten('docs/fraud.md', fraudPage());
});
