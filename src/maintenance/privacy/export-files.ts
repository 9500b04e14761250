import { type Collection, placedFields } from '../../infra/database/schema/index.js';
import type { PersonalExport, PersonalFile } from '../../modules/accounts/index.js';
import type { Found } from './own-view.js';

export const EXPORT_FORMAT = 'personal-data/1';

/** Discord takes 10 MiB a file. */
const FILE_BYTES = 8 * 1024 * 1024;
const MOST_FILES = 3;

interface Section {
  readonly holds: string;
  /** What each field says. */
  readonly fields: Readonly<Record<string, string>>;
  readonly yours: string[];
  readonly saysOfYou: string[];
}

/** Collects documents into files of JSON, each readable by itself. What fits in no file is counted. */
export class ExportFiles {
  private readonly files: PersonalFile[] = [];
  private sections = new Map<string, Section>();
  private bytes = 0;
  private leftOut = 0;

  constructor(
    private readonly discordId: string,
    private readonly madeAt: Date,
    private readonly fileBytes = FILE_BYTES,
  ) {}

  add(collection: Collection, { isOwn, document }: Found): void {
    const text = JSON.stringify(document);
    const length = Buffer.byteLength(text);
    if (this.bytes > 0 && this.bytes + length > this.fileBytes) this.close();
    if (this.files.length >= MOST_FILES || length > this.fileBytes) {
      this.leftOut += 1;
      return;
    }
    const section = this.sections.get(collection.name) ?? sectionOf(collection);
    this.sections.set(collection.name, section);
    (isOwn ? section.yours : section.saysOfYou).push(text);
    this.bytes += length;
  }

  finish(): PersonalExport {
    if (this.bytes > 0 || this.files.length === 0) this.close();
    return { files: this.files, leftOut: this.leftOut };
  }

  private close(): void {
    const number = this.files.length + 1;
    const sections = [...this.sections].map(([name, { holds, fields, yours, saysOfYou }]) => {
      const head = `"holds": ${JSON.stringify(holds)},\n"fields": ${JSON.stringify(fields, null, 1)}`;
      return `${JSON.stringify(name)}: {\n${head},\n"yours": ${listOf(yours)},\n"saysOfYou": ${listOf(saysOfYou)}\n}`;
    });
    const facts = { format: EXPORT_FORMAT, discordId: this.discordId, madeAt: this.madeAt, part: number };
    const head = JSON.stringify(facts, null, 1).slice(0, -2);
    const content = Buffer.from(`${head},\n "collections": {\n${sections.join(',\n')}\n}}\n`);
    this.files.push({ name: `personal-data-${String(number)}.json`, content });
    this.sections = new Map();
    this.bytes = 0;
  }
}

const listOf = (documents: readonly string[]): string =>
  documents.length === 0 ? '[]' : `[\n${documents.join(',\n')}\n]`;

function sectionOf({ holds, schema }: Collection): Section {
  const described = placedFields(schema).flatMap(({ path, facts }) =>
    facts.description === undefined ? [] : [[path, facts.description] as const],
  );
  return { holds, fields: Object.fromEntries(described), yours: [], saysOfYou: [] };
}
