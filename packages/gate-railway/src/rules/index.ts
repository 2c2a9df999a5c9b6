import type { RailwayRule } from '../rule.js';
import { builderOverridden } from './builder-overridden.js';
import { cacheMountId } from './cache-mount-id.js';
import { configConflict } from './config-conflict.js';
import { configDeprecated } from './config-deprecated.js';
import { configIgnored } from './config-ignored.js';
import { configSettingTwice } from './config-setting-twice.js';
import { configUnparseable } from './config-unparseable.js';
import { deprecatedBuilder } from './deprecated-builder.js';
import { dockerfileMissing } from './dockerfile-missing.js';
import { dockerfilePort } from './dockerfile-port.js';
import { duplicateKey } from './duplicate-key.js';
import { execFormPort } from './exec-form-port.js';
import { exposeWithoutDefault } from './expose-without-default.js';
import { fixedListenPort } from './fixed-listen-port.js';
import { globalArgPort } from './global-arg-port.js';
import { invalidBuilder } from './invalid-builder.js';
import { invalidCronSchedule } from './invalid-cron-schedule.js';
import { invalidHealthcheckPath } from './invalid-healthcheck-path.js';
import { invalidHealthcheckTimeout } from './invalid-healthcheck-timeout.js';
import { invalidRestartPolicy } from './invalid-restart-policy.js';
import { invalidRestartRetries } from './invalid-restart-retries.js';
import { invalidTeardownSeconds } from './invalid-teardown-seconds.js';
import { invalidValue } from './invalid-value.js';
import { literalPort } from './literal-port.js';
import { managedTwice } from './managed-twice.js';
import { misnamedConfig } from './misnamed-config.js';
import { preDeployArray } from './pre-deploy-array.js';
import { railpackProvider } from './railpack-provider.js';
import { twoConfigFiles } from './two-config-files.js';
import { twoIacFiles } from './two-iac-files.js';
import { unknownKey } from './unknown-key.js';
import { unpinnedBaseImage } from './unpinned-base-image.js';
import { volumeInstruction } from './volume-instruction.js';

/** Every rule of the gate. A test holds this list and the folder together. */
export const RULES: readonly RailwayRule[] = [
  builderOverridden,
  cacheMountId,
  configConflict,
  configDeprecated,
  configIgnored,
  configSettingTwice,
  configUnparseable,
  deprecatedBuilder,
  dockerfileMissing,
  dockerfilePort,
  duplicateKey,
  execFormPort,
  exposeWithoutDefault,
  fixedListenPort,
  globalArgPort,
  invalidBuilder,
  invalidCronSchedule,
  invalidHealthcheckPath,
  invalidHealthcheckTimeout,
  invalidRestartPolicy,
  invalidRestartRetries,
  invalidTeardownSeconds,
  invalidValue,
  literalPort,
  managedTwice,
  misnamedConfig,
  preDeployArray,
  railpackProvider,
  twoConfigFiles,
  twoIacFiles,
  unknownKey,
  unpinnedBaseImage,
  volumeInstruction,
];
