/** Our documents' ids travel in custom ids as 24 hex digits; anything else is no id. */
export function isObjectIdText(value: string): boolean {
  return /^[0-9a-f]{24}$/.test(value);
}
