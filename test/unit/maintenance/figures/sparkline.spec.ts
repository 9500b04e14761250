import { sparkline } from '../../../../src/maintenance/figures/sparkline.js';

it.each([
  [[0, 1, 50, 100], '▁▂▅█'],
  [[0, 0], '▁▁'],
  [[], ''],
])('draws %j as %s', (values, drawn) => {
  expect(sparkline(values)).toBe(drawn);
});

it('draws ASCII where blocks may not show', () => {
  expect(sparkline([0, 1, 50, 100], { isPlain: true })).toBe('_.+#');
});

it('draws the highest of neighbours where there are more values than room', () => {
  expect(sparkline([1, 8, 0, 0, 4, 2], { width: 3 })).toBe('█▁▅');
});
