import { EventEmitter } from 'node:events';
import { ago, duration, moment, table } from '../../../src/cli/tables.js';
import { Terminal } from '../../../src/cli/terminal.js';

class FakeStream extends EventEmitter {
  written = '';
  constructor(readonly isTTY: boolean) {
    super();
  }
  write(text: string): boolean {
    this.written += text;
    return true;
  }
}

function aTerminal(isTTY: boolean, env: Record<string, string> = {}) {
  const [stdout, stderr] = [new FakeStream(isTTY), new FakeStream(isTTY)];
  return { terminal: new Terminal({ stdout, stderr, stdin: { isTTY }, env }), stdout, stderr };
}

describe('the terminal', () => {
  it('keeps data and talk apart; when quiet, talk is left out and errors are not', () => {
    const { terminal, stdout, stderr } = aTerminal(false);
    terminal.data('rows');
    terminal.say('working');
    terminal.beQuiet();
    terminal.say('still working');
    terminal.warn('broken');
    expect([stdout.written, stderr.written]).toEqual(['rows\n', 'working\nbroken\n']);
  });

  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [false, { FORCE_COLOR: '3' }, false],
  ])('with a terminal %s and %j has colours: %s', (isTTY, env, isColoured) => {
    const { terminal } = aTerminal(isTTY, env);
    expect(terminal.styled('red', 'x') !== 'x').toBe(isColoured);
  });

  it('writes no more to a reader that went away, and goes on', () => {
    const { terminal, stdout, stderr } = aTerminal(false);
    stdout.emit('error', Object.assign(new Error('gone'), { code: 'EPIPE' }));
    terminal.data('rows');
    terminal.say('working');
    expect([stdout.written, stderr.written]).toEqual(['', 'working\n']);
    expect(() => stdout.emit('error', new Error('disk full'))).toThrow('disk full');
  });
});

describe('tables', () => {
  const rows = [
    ['1', 'a long cell'],
    ['22', 'b'],
  ];

  it('are plain columns without a terminal, and framed on one', () => {
    expect(table(aTerminal(false).terminal, ['ID', 'WHAT'], rows)).toBe('ID  WHAT\n1   a long cell\n22  b');
    expect(table(aTerminal(true).terminal, ['ID', 'WHAT'], rows)).toContain('│');
  });

  it('say times in UTC, and how long ago', () => {
    const now = new Date('2026-02-03T12:00:00.500Z');
    const before = (ms: number) => new Date(now.getTime() - ms);
    expect([200, 5_000, 90_000, 7_200_000, 200_000_000].map((ms) => ago(before(ms), now))).toEqual([
      'just now',
      '5 s ago',
      '1 min ago',
      '2 h ago',
      '2 d ago',
    ]);
    expect(moment(before(500), now)).toBe('2026-02-03T12:00:00Z (just now)');
    expect([12.4, 3_210, 150_000].map(duration)).toEqual(['12 ms', '3.2 s', '2.5 min']);
  });
});
