const NAME_MAX = 255;

/** As Discord stores a name: of the last part of a path, letters, digits, `_`, `-` and `.`, the first no dot. */
export function storedName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .normalize('NFKD')
    .replace(/\s+/g, '_')
    .replace(/[^\w.-]/g, '')
    .replace(/^\.+/, '');
  return plain === '' ? 'unknown' : plain.slice(-NAME_MAX);
}

/** What is shown instead of a name that had to be changed; without the ending. */
export function titleOf(name: string): string {
  return name.replace(/\.[^.]*$/, '').slice(0, NAME_MAX);
}

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  zip: 'application/zip',
};

/** What Discord tells of a file that is no picture, by its ending; `undefined` for what it does not know. */
export function typeByName(filename: string): string | undefined {
  return types[(/\.(\w+)$/.exec(filename)?.[1] ?? '').toLowerCase()];
}
