import type { Format } from '../format.js';
import { AI_TOOLS } from './ai-tools.js';
import { AI } from './ai.js';
import { AWS } from './aws.js';
import { AZURE_SERVICES } from './azure-services.js';
import { AZURE } from './azure.js';
import { CHAT } from './chat.js';
import { COMMERCE } from './commerce.js';
import { GOOGLE } from './google.js';
import { MAIL } from './mail.js';
import { MESSAGE } from './message.js';
import { PAYMENT_REGIONAL } from './payment-regional.js';
import { PAYMENT } from './payment.js';
import { RAILWAY } from './railway.js';

/** All kinds of secrets that have a form, one file a field of providers. */
export const FORMATS: readonly Format[] = [
  ...AI,
  ...AI_TOOLS,
  ...AWS,
  ...AZURE,
  ...AZURE_SERVICES,
  ...CHAT,
  ...COMMERCE,
  ...GOOGLE,
  ...MAIL,
  ...MESSAGE,
  ...PAYMENT,
  ...PAYMENT_REGIONAL,
  ...RAILWAY,
];
