import { csvLine } from '../../../src/kernel/csv.js';

it.each([
  ['=HYPERLINK("http://evil")', `"'=HYPERLINK(""http://evil"")"`],
  ['+1', `"'+1"`],
  ['-1', `"'-1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['＝1+1', `"'＝1+1"`],
  ['  =1+1', `"'  =1+1"`],
  ['\t=1', `"'\t=1"`],
  ['\rx', `"'\rx"`],
  ['a;=1+1', `"a;=1+1"`],
  ['he said "no"', `"he said ""no"""`],
  ['two\nlines', `"two\nlines"`],
  ['1-2', `"1-2"`],
  ['', `""`],
])('item 76: the text %j is inert and stays what it is', (text, cell) => {
  expect(csvLine([text, 'x'])).toBe(`${cell},"x"\r\n`);
});

it('leaves numbers numbers', () => {
  expect(csvLine([-1, 0, 2.5])).toBe('-1,0,2.5\r\n');
});
