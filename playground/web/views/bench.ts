import { type Reader } from '../markdown/render.ts';
import { type Control, type Message } from '../state/api.ts';
import { type Desk } from '../state/desk.ts';
import { keyOf } from '../state/ui.ts';

/** What the parts of a message need to show themselves and to act. */
export class Bench {
  readonly desk: Desk;
  readonly reader: Reader;

  constructor(desk: Desk, reader: Reader) {
    this.desk = desk;
    this.reader = reader;
  }

  control({ channel_id, id }: Message, customId: string): Control {
    return { channelId: channel_id, messageId: id, customId };
  }

  isWaiting(control: Control): boolean {
    return this.desk.ui.waiting.has(keyOf(control));
  }
}
