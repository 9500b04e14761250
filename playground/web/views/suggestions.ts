import { type Answer } from '../state/api.ts';
import { type Choice } from './choices.ts';

const PAUSE_MS = 120;

/** What the bot suggests for an option while it is being typed; only the last question counts. */
export class Suggestions {
  /** `null` while nothing has come. */
  choices: readonly Choice[] | null = null;
  private readonly changed: () => void;
  private question = 0;
  private timer = 0;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  ask(complete: () => Promise<Answer>): void {
    this.stop();
    const question = this.question;
    this.timer = window.setTimeout(() => {
      complete().then(
        (answer) => {
          this.take(question, answer);
        },
        () => {
          this.take(question, null);
        },
      );
    }, PAUSE_MS);
  }

  stop(): void {
    this.question += 1;
    this.choices = null;
    clearTimeout(this.timer);
  }

  private take(question: number, answer: Answer | null): void {
    if (question !== this.question) return;
    this.choices = (answer?.choices ?? []).map(({ name, value }) => ({ value: String(value), label: name }));
    this.changed();
  }
}
