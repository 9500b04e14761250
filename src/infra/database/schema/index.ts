export { type Collection, collection, Collections, type Index, optionsOf } from './collection.js';
export * from './fields.js';
export type { Fate, MemberData } from './member-data.js';
export { memberFieldsOf, type MemberField, type PlacedField, placedFields } from './member-fields.js';
export * from './member-marks.js';
export { childOf, insideOf, jsonSchemaOf } from './json-schema.js';
export {
  ageInSeconds,
  expiredFilter,
  type Expiry,
  type OrphanRule,
  type Reference,
  type Retention,
  RETENTION_GROUPS,
  type RetentionGroup,
} from './retention.js';
export { Validators } from './validators.js';
export { type Given, withDefaults } from './with-defaults.js';
