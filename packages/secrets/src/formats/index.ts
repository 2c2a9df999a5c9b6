import type { Format } from '../format.js';
import { AWS } from './aws.js';
import { GOOGLE } from './google.js';
import { RAILWAY } from './railway.js';

/** All kinds of secrets that have a form, one file a field of providers. */
export const FORMATS: readonly Format[] = [...AWS, ...GOOGLE, ...RAILWAY];
