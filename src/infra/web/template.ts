import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Eta } from 'eta';

const eta = new Eta({ autoEscape: true, useWith: false });

/** Renders what stands in one file; `<%= %>` escapes, `<%~ %>` is for our own markup only. */
export type Template<Data extends object> = (data: Data) => string;

/**
 * A template beside its controller: `template<Data>(import.meta.dirname, 'wallet.eta')`. Read and compiled
 * when its module is loaded, so a file that is missing stops the start.
 */
export function template<Data extends object>(folder: string, file: string): Template<Data> {
  const compiled = eta.compile(readFileSync(join(folder, file), 'utf8'));
  return (data) => compiled.call(eta, data);
}
