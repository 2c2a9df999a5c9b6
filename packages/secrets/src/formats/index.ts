import type { Format } from '../format.js';
import { AWS } from './aws.js';
import { CHAT } from './chat.js';
import { COMMERCE } from './commerce.js';
import { AZURE } from './azure.js';
import { GOOGLE } from './google.js';
import { MAIL } from './mail.js';
import { MESSAGE } from './message.js';
import { PAYMENT_REGIONAL } from './payment-regional.js';
import { PAYMENT } from './payment.js';
import { RAILWAY } from './railway.js';

/** All kinds of secrets that have a form, one file a field of providers. */
export const FORMATS: readonly Format[] = [
  ...AWS,
  ...AZURE,
  ...CHAT,
  ...COMMERCE,
  ...GOOGLE,
  ...MAIL,
  ...MESSAGE,
  ...PAYMENT,
  ...PAYMENT_REGIONAL,
  ...RAILWAY,
];
