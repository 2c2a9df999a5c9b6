import type { Format } from '../format.js';
import { AI_TOOLS } from './ai-tools.js';
import { AI } from './ai.js';
import { AWS } from './aws.js';
import { AZURE_SERVICES } from './azure-services.js';
import { AZURE } from './azure.js';
import { BUILD_TOOLS } from './build-tools.js';
import { BUSINESS } from './business.js';
import { CHAT } from './chat.js';
import { CI } from './ci.js';
import { CLOUDS_GLOBAL } from './clouds-global.js';
import { CLOUDS } from './clouds.js';
import { COMMERCE } from './commerce.js';
import { CONTENT } from './content.js';
import { DATABASES } from './databases.js';
import { DEVELOPER } from './developer.js';
import { FRAMEWORK } from './framework.js';
import { GITHUB } from './github.js';
import { GITLAB } from './gitlab.js';
import { GOOGLE } from './google.js';
import { HOSTING } from './hosting.js';
import { IDENTITY } from './identity.js';
import { INFRASTRUCTURE } from './infrastructure.js';
import { KEY_FILES } from './key-files.js';
import { MAIL } from './mail.js';
import { MESSAGE } from './message.js';
import { OBSERVABILITY } from './observability.js';
import { OPERATIONS } from './operations.js';
import { PAYMENT_REGIONAL } from './payment-regional.js';
import { PAYMENT } from './payment.js';
import { PLATFORMS } from './platforms.js';
import { PRIVATE_KEYS } from './private-keys.js';
import { RAILWAY } from './railway.js';
import { REGISTRIES } from './registries.js';
import { SOCIAL } from './social.js';
import { SOURCE_CONTROL } from './source-control.js';
import { VAULTS } from './vaults.js';
import { WEB_TOKEN } from './web-token.js';
import { WORK } from './work.js';

/**
 * All kinds of secrets that have a form, one file a field of providers, always in this order. Each is a function, so that a
 * bundle loads the file when one of its keywords is found, and not the hundreds of others (0060).
 */
export const FAMILIES: readonly (() => readonly Format[])[] = [
  () => AI,
  () => AI_TOOLS,
  () => AWS,
  () => AZURE,
  () => AZURE_SERVICES,
  () => BUILD_TOOLS,
  () => BUSINESS,
  () => CHAT,
  () => CI,
  () => CLOUDS,
  () => CLOUDS_GLOBAL,
  () => COMMERCE,
  () => CONTENT,
  () => DATABASES,
  () => DEVELOPER,
  () => FRAMEWORK,
  () => GITHUB,
  () => GITLAB,
  () => GOOGLE,
  () => HOSTING,
  () => IDENTITY,
  () => INFRASTRUCTURE,
  () => KEY_FILES,
  () => MAIL,
  () => MESSAGE,
  () => OBSERVABILITY,
  () => OPERATIONS,
  () => PAYMENT,
  () => PAYMENT_REGIONAL,
  () => PLATFORMS,
  () => PRIVATE_KEYS,
  () => RAILWAY,
  () => REGISTRIES,
  () => SOCIAL,
  () => SOURCE_CONTROL,
  () => VAULTS,
  () => WEB_TOKEN,
  () => WORK,
];
