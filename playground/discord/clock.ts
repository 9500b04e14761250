/** Stops a scheduled task; calling it late or twice does nothing. */
export type Cancel = () => void;

interface Task {
  readonly dueAt: number;
  readonly run: () => void;
  timer: NodeJS.Timeout;
}

/**
 * The time of the whole local Discord: the machine's time plus what a test moved it by.
 *
 * A scheduled task runs when its time has come, by waiting or by `advance`, whichever is first, and once.
 */
export class Clock {
  private readonly readMs: () => number;
  private movedByMs = 0;
  private readonly followers = new Set<(movedByMs: number) => void>();
  private readonly tasks = new Set<Task>();

  /** @param readMs gives a fixed time where a test needs the same ids every time */
  constructor(readMs: () => number = () => Date.now()) {
    this.readMs = readMs;
  }

  now(): number {
    return this.readMs() + this.movedByMs;
  }

  get movedBy(): number {
    return this.movedByMs;
  }

  /** Is told before anything that has become due runs: another process may have to keep the same time. */
  onMove(follow: (movedByMs: number) => void): void {
    this.followers.add(follow);
  }

  isoNow(): string {
    return new Date(this.now()).toISOString();
  }

  /** Moves the time forward and runs, in order of time, what has become due before it returns. */
  advance(ms: number): void {
    this.movedByMs += ms;
    for (const follow of this.followers) follow(this.movedByMs);
    const now = this.now();
    const due = [...this.tasks].filter((task) => task.dueAt <= now).sort((a, b) => a.dueAt - b.dueAt);
    for (const task of due) this.fire(task);
  }

  schedule(delayMs: number, run: () => void): Cancel {
    const timer = setTimeout(() => {
      this.fire(task);
    }, delayMs);
    timer.unref();
    const task: Task = { dueAt: this.now() + delayMs, run, timer };
    this.tasks.add(task);
    return () => {
      this.drop(task);
    };
  }

  /** Forgets everything that is scheduled. */
  stop(): void {
    for (const task of this.tasks) clearTimeout(task.timer);
    this.tasks.clear();
  }

  private fire(task: Task): void {
    if (!this.tasks.has(task)) return; // cancelled by a task that ran before it
    this.drop(task);
    task.run();
  }

  private drop(task: Task): void {
    clearTimeout(task.timer);
    this.tasks.delete(task);
  }
}
