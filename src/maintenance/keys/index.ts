export { type FieldKeys, keysOf } from './key-counts.js';
export { KeyRotation, type RotationReport, type UnreadableValue } from './rotation.js';
