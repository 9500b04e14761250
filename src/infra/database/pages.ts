import { Types } from 'mongoose';
import { isObjectIdText } from '../../kernel/object-id.js';

/** Where a page of rows, newest first, begins: after or before a row. */
export interface PageAnchor {
  readonly direction: 'after' | 'before';
  readonly id: string;
}

/** Undefined at the newest row, and for what is no id. */
export function anchorFilter(
  anchor: PageAnchor | undefined,
): { $lt: Types.ObjectId } | { $gt: Types.ObjectId } | undefined {
  if (anchor === undefined || !isObjectIdText(anchor.id)) return undefined;
  const id = new Types.ObjectId(anchor.id);
  return anchor.direction === 'after' ? { $lt: id } : { $gt: id };
}
