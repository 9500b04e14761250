import { styleText } from 'node:util';

export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow';

/** What is used of a stream. */
interface Output {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
}

export interface TerminalStreams {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: Partial<Pick<NodeJS.ReadStream, 'isTTY'>>;
  /** For NO_COLOR and TERM. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Data goes to stdout, talk to stderr. A reader that went away (EPIPE) ends the writing, not the work. */
export class Terminal {
  private readonly isColoured: boolean;
  private readonly gone = new Set<Output>();
  private isQuiet = false;

  constructor(private readonly streams: TerminalStreams) {
    const { stdout, stderr, env } = streams;
    this.isColoured = (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
    for (const stream of [stdout, stderr])
      stream.on('error', (error) => {
        if (error.code !== 'EPIPE') throw error;
        this.gone.add(stream);
      });
  }

  /** A person sits there and can answer. */
  get isInteractive(): boolean {
    return this.streams.stdin.isTTY === true && this.streams.stderr.isTTY === true;
  }

  /** Progress may redraw lines. */
  get isLive(): boolean {
    return this.streams.stderr.isTTY === true && this.streams.env.TERM !== 'dumb' && !this.isQuiet;
  }

  /** Whether stdout is a terminal, so that tables are drawn for a person. */
  get isTable(): boolean {
    return this.streams.stdout.isTTY === true;
  }

  get columns(): number {
    return this.streams.stdout.columns ?? 80;
  }

  /** `--quiet`: talk is left out, errors are not. */
  beQuiet(): void {
    this.isQuiet = true;
  }

  /** The answer to what was asked. */
  data(text: string): void {
    this.write(this.streams.stdout, text);
  }

  /** What goes on, for whoever watches. */
  say(text: string): void {
    if (!this.isQuiet) this.write(this.streams.stderr, text);
  }

  /** Errors, also when quiet. */
  warn(text: string): void {
    this.write(this.streams.stderr, text);
  }

  /** Coloured for stdout, if that is a terminal. */
  styled(style: Style, text: string): string {
    return this.paint(this.streams.stdout, style, text);
  }

  /** Coloured for stderr, if that is a terminal. */
  styledTalk(style: Style, text: string): string {
    return this.paint(this.streams.stderr, style, text);
  }

  private paint(stream: Output, style: Style, text: string): string {
    return this.isColoured && stream.isTTY === true
      ? styleText(style, text, { validateStream: false })
      : text;
  }

  private write(stream: Output, text: string): void {
    if (!this.gone.has(stream)) stream.write(`${text}\n`);
  }
}
