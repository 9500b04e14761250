import type { Terminal } from './terminal.js';

/** One step after the other, on stderr: redrawn lines on a terminal, else a line at its start and its end. */
export interface Progress {
  begin(title: string): void;
  /** What the step is doing now; not shown where lines can't be redrawn. */
  tell(text: string): void;
  /** Resolves when the line is drawn. */
  end(text: string): Promise<void>;
  fail(text: string): Promise<void>;
}

export function progressOn(terminal: Terminal): Progress | Promise<Progress> {
  return terminal.isLive ? liveProgress() : plainProgress(terminal);
}

function plainProgress(terminal: Terminal): Progress {
  let title = '';
  const close = (text: string): Promise<void> => {
    terminal.say(`${title}: ${text}`);
    return Promise.resolve();
  };
  return {
    begin(started) {
      title = started;
      terminal.say(`${title}…`);
    },
    tell: () => undefined,
    end: close,
    fail: close,
  };
}

async function liveProgress(): Promise<Progress> {
  const { Listr, ListrLogger, ProcessOutput } = await import('listr2'); // heavy, and only for terminals
  const logger = new ListrLogger({ processOutput: new ProcessOutput(process.stderr, process.stderr) });
  let step: PromiseWithResolvers<null> | undefined;
  let drawing = Promise.resolve();
  let title = '';
  let show: (text: string) => void = () => undefined;
  const close = async (text: string, isFailed: boolean): Promise<void> => {
    show(`${title}: ${text}`);
    if (isFailed) step?.reject(new Error(text));
    else step?.resolve(null);
    await drawing;
  };
  return {
    begin(started) {
      title = started;
      const current = Promise.withResolvers<null>();
      step = current;
      const list = new Listr(
        {
          title,
          task: async (_, task) => {
            show = (text) => (task.title = text);
            await current.promise;
          },
        },
        { rendererOptions: { logger }, exitOnError: false, registerSignalListeners: false },
      );
      drawing = list.run().then(() => undefined);
    },
    tell: (text) => {
      show(`${title}: ${text}`);
    },
    end: (text) => close(text, false),
    fail: (text) => close(text, true),
  };
}
