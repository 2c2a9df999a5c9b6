export { detect } from './detect/detect.js';
export { defineFormat, type Format, type Sample } from './format.js';
export { FORMATS } from './formats/index.js';
export { GENERIC_KINDS } from './generic/index.js';
export type { Hit } from './hit.js';
export { KINDS } from './kinds.js';
export type { Revocation, SecretKind } from './kind.js';
export { samples, type Samples } from './sample.js';
