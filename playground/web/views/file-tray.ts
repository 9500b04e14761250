import { FILE_BYTES_MAX } from '../../discord/files/upload.ts';
import { type Attachment } from '../state/api.ts';
import { type Desk, wordsOf } from '../state/desk.ts';

export const SIZE_HINT = `${FILE_BYTES_MAX / 1024 / 1024} MB at most`;

/** A file on its way, `attachment` once it has arrived. */
export interface TrayFile {
  readonly key: number;
  readonly name: string;
  readonly size: number;
  readonly attachment: Attachment | null;
}

/** The files that somebody is about to send. Each goes ahead at once; what is refused goes, and `fault` says why. */
export class FileTray {
  files: readonly TrayFile[] = [];
  fault: string | null = null;
  private readonly desk: Desk;
  private readonly max: number;
  private readonly changed: () => void;
  private count = 0;
  private readonly underWay = new Set<Promise<void>>();

  constructor(desk: Desk, max: number, changed: () => void) {
    this.desk = desk;
    this.max = max;
    this.changed = changed;
  }

  get attachments(): Attachment[] {
    return this.files.flatMap(({ attachment }) => attachment ?? []);
  }

  /** Where there is room for one only, the new one takes the place of the old one. */
  add(given: Iterable<File>): void {
    this.fault = null;
    for (const file of given) {
      if (file.size > FILE_BYTES_MAX) this.fault = `${file.name} is too large: ${SIZE_HINT}.`;
      else if (this.max > 1 && this.files.length >= this.max) this.fault = `${this.max} files at most.`;
      else this.send(file);
    }
    this.changed();
  }

  remove(file: TrayFile): void {
    this.fault = null;
    this.files = this.files.filter((each) => each !== file);
    this.changed();
  }

  clear(): void {
    this.files = [];
    this.fault = null;
  }

  /** When nothing is on its way any more. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  private send(file: File): void {
    this.count += 1;
    const entry = { key: this.count, name: file.name, size: file.size, attachment: null };
    this.files = this.max === 1 ? [entry] : [...this.files, entry];
    const sending = this.arrive(entry, file).finally(() => this.underWay.delete(sending));
    this.underWay.add(sending);
  }

  private async arrive(entry: TrayFile, file: File): Promise<void> {
    try {
      const attachment = await this.desk.store.api.upload(file);
      this.files = this.files.map((each) => (each === entry ? { ...entry, attachment } : each));
    } catch (error) {
      this.files = this.files.filter((each) => each !== entry);
      this.fault = `${file.name}: ${wordsOf(error)}`;
    }
    this.changed();
  }
}
