import { fitOf, upperTail } from '../../support/draws/uniformity.js';

it('χ² is that of the tables', () => {
  expect(upperTail(18.467, 4)).toBeCloseTo(0.001, 5);
  expect(upperTail(77.931, 59)).toBeCloseTo(0.05, 4);
});

it('20,000 draws fall as their tickets say; a million in test/soak', () => {
  const { place1, places123 } = fitOf(20_000);
  expect(place1).toBeGreaterThan(0.001);
  expect(places123).toBeGreaterThan(0.001);
});
