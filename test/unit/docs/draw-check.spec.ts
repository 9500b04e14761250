import { drawCheckBundle } from '../../support/docs/draw-check-bundle.js';
import { expectWritten } from '../../support/docs/golden.js';

it('what the page of draws runs is the protocol as it stands here', () => {
  expectWritten('src/modules/allowlists/http/assets/draw-check.js', drawCheckBundle());
});
