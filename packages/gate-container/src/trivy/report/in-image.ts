import type { InImage } from '../observed.js';
import { fieldsIn, textIn, type Fields } from './fields.js';
import { LIMITS } from './limits.js';

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** @param path in the image, with or without a leading `/` */
export function inImage(entry: Fields, path: unknown): InImage {
  const diffId = fieldsIn(entry['Layer'])['DiffID'];
  const plain = textIn(path, LIMITS.path).replace(/^\/+/, '');
  return {
    ...(typeof diffId === 'string' && DIGEST.test(diffId) && { diffId }),
    ...(plain !== '' && { path: plain }),
  };
}
