import { type Reader } from '../markdown/render.ts';
import { type ModalValue } from '../state/api.ts';
import { type Desk } from '../state/desk.ts';
import { type Choice } from './choices.ts';
import { type FileTray } from './file-tray.ts';

/** The composer, as the fields of a command's options use it. */
export interface OptionDesk {
  /** `null` stands for the command itself. */
  focusOption: (name: string | null) => void;
  typeOption: (name: string, text: string) => void;
  addOption: (name: string) => void;
  pickChoice: (choice: Choice) => void;
  attachOption: (name: string, file: File) => Promise<void>;
  onOptionKey: (event: KeyboardEvent, name: string) => void;
  cancel: () => void;
}

/** A form, as its fields use it. */
export interface FormDesk {
  readonly desk: Desk;
  readonly reader: Reader;
  readonly values: ReadonlyMap<string, ModalValue>;
  readonly faults: ReadonlyMap<string, string>;
  set: (customId: string, value: ModalValue) => void;
  /** The files of one of its fields, `max` at most. */
  trayOf: (customId: string, max: number) => FileTray;
}
