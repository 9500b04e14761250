import type { Field } from './fields.js';
import type { Fate, MemberData } from './member-data.js';

const marked = (member: MemberData, field: Field): Field => ({
  ...field,
  member,
  ...(member.fate !== 'keep' && { isPrivate: true }),
});

/** The member whose row it is. Erase: the row goes. Pseudonymise: what is marked `ofOwner` goes from it. */
export const ownerId = (fate: 'erase' | 'pseudonymise', why: string, field: Field): Field =>
  marked({ as: 'owner', fate, why }, field);

/**
 * A member in somebody else's row. Erase: the field goes; where it is required its list item goes.
 * Pseudonymise: the id is replaced.
 */
export const mentionedId = (fate: Fate, why: string, field: Field): Field =>
  marked({ as: 'mention', fate, why }, field);

/** Says something of the owner of the row, or of the member in the same list item; a sub-document as a whole. */
export const ofOwner = (fate: 'erase' | 'keep', why: string, field: Field): Field =>
  marked({ as: 'part', fate, why }, field);

/** May hold a member's id somewhere inside. Erase: the field goes; where it is required the row goes. */
export const searchedForId = (fate: 'erase' | 'keep', why: string, field: Field): Field =>
  marked({ as: 'searched', fate, why }, field);

/** Lines of `entries.ndjson`: the member's is masked, as the draw protocol says. */
export const maskedLines = (why: string, field: Field): Field =>
  marked({ as: 'lines', fate: 'erase', why }, field);

/** Holds nothing of a member: the id of a server, a channel, a message, a role or an interaction, or figures. */
export const noMember = (field: Field): Field => ({ ...field, isNobodys: true });
