import type { RailwayRule } from '../rule.js';
import { buildCommandIgnored } from './build-command-ignored.js';
import { builderOverridden } from './builder-overridden.js';
import { cacheMountId } from './cache-mount-id.js';
import { composeCommand } from './compose-command.js';
import { configConflict } from './config-conflict.js';
import { configDeprecated } from './config-deprecated.js';
import { configIgnored } from './config-ignored.js';
import { configSchema } from './config-schema.js';
import { configSettingTwice } from './config-setting-twice.js';
import { configUnparseable } from './config-unparseable.js';
import { containerAsRoot } from './container-as-root.js';
import { deprecatedBuilder } from './deprecated-builder.js';
import { dockerHealthcheck } from './docker-healthcheck.js';
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
import { invalidRailpackVersion } from './invalid-railpack-version.js';
import { invalidRestartPolicy } from './invalid-restart-policy.js';
import { invalidRestartRetries } from './invalid-restart-retries.js';
import { invalidTeardownSeconds } from './invalid-teardown-seconds.js';
import { invalidValue } from './invalid-value.js';
import { literalPort } from './literal-port.js';
import { loopbackStart } from './loopback-start.js';
import { managedTwice } from './managed-twice.js';
import { misnamedConfig } from './misnamed-config.js';
import { nixpacksLeftover } from './nixpacks-leftover.js';
import { packageManagerStart } from './package-manager-start.js';
import { portsDisagree } from './ports-disagree.js';
import { preDeployArray } from './pre-deploy-array.js';
import { procfileIgnored } from './procfile-ignored.js';
import { railpackProvider } from './railpack-provider.js';
import { replicasWithVolume } from './replicas-with-volume.js';
import { restartPolicy } from './restart-policy.js';
import { scalingKeys } from './scaling-keys.js';
import { secretInImage } from './secret-in-image.js';
import { shellFormCommand } from './shell-form-command.js';
import { shellSyntax } from './shell-syntax.js';
import { shellWithoutExec } from './shell-without-exec.js';
import { sleepingService } from './sleeping-service.js';
import { twoConfigFiles } from './two-config-files.js';
import { twoIacFiles } from './two-iac-files.js';
import { unknownKey } from './unknown-key.js';
import { unpinnedBaseImage } from './unpinned-base-image.js';
import { volumeInstruction } from './volume-instruction.js';
import { volumeOwnedByRoot } from './volume-owned-by-root.js';

/** Every rule of the gate. A test holds this list and the folder together. */
export const RULES: readonly RailwayRule[] = [
  buildCommandIgnored,
  builderOverridden,
  cacheMountId,
  composeCommand,
  configConflict,
  configDeprecated,
  configIgnored,
  configSchema,
  configSettingTwice,
  configUnparseable,
  containerAsRoot,
  deprecatedBuilder,
  dockerHealthcheck,
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
  invalidRailpackVersion,
  invalidRestartPolicy,
  invalidRestartRetries,
  invalidTeardownSeconds,
  invalidValue,
  literalPort,
  loopbackStart,
  managedTwice,
  misnamedConfig,
  nixpacksLeftover,
  packageManagerStart,
  portsDisagree,
  preDeployArray,
  procfileIgnored,
  railpackProvider,
  replicasWithVolume,
  restartPolicy,
  scalingKeys,
  secretInImage,
  shellFormCommand,
  shellSyntax,
  shellWithoutExec,
  sleepingService,
  twoConfigFiles,
  twoIacFiles,
  unknownKey,
  unpinnedBaseImage,
  volumeInstruction,
  volumeOwnedByRoot,
];
