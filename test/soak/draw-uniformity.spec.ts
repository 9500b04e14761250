// Real: the protocol. A key of its own for each of a million draws.
import { fitOf } from '../support/draws/uniformity.js';

it('a million draws fall as their tickets say, at the first place and over three places', () => {
  const fit = fitOf(1_000_000);
  console.log(`p of χ² over 1,000,000 draws: place 1 ${fit.place1}, places 1 to 3 ${fit.places123}`);
  expect(fit.place1).toBeGreaterThan(0.001);
  expect(fit.places123).toBeGreaterThan(0.001);
}, 600_000);
