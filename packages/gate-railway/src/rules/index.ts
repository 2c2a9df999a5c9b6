import type { RailwayRule } from '../rule.js';
import { buildCommandIgnored } from './build-command-ignored.js';
import { buildVariableWithoutArg } from './build-variable-without-arg.js';
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
import { corsAnyOrigin } from './cors-any-origin.js';
import { corsDeadOrigin } from './cors-dead-origin.js';
import { corsLocalOrigin } from './cors-local-origin.js';
import { corsLooseOrigin } from './cors-loose-origin.js';
import { corsMissingVary } from './cors-missing-vary.js';
import { corsNullOrigin } from './cors-null-origin.js';
import { corsOpenFallback } from './cors-open-fallback.js';
import { corsRailwayOrigin } from './cors-railway-origin.js';
import { corsReflectedOrigin } from './cors-reflected-origin.js';
import { corsWildcardCredentials } from './cors-wildcard-credentials.js';
import { deprecatedBuilder } from './deprecated-builder.js';
import { devServer } from './dev-server.js';
import { dockerHealthcheck } from './docker-healthcheck.js';
import { dockerfileMissing } from './dockerfile-missing.js';
import { dockerfilePort } from './dockerfile-port.js';
import { dockerfileUnused } from './dockerfile-unused.js';
import { duplicateKey } from './duplicate-key.js';
import { entrypointReplaced } from './entrypoint-replaced.js';
import { execFormPort } from './exec-form-port.js';
import { exposeWithoutDefault } from './expose-without-default.js';
import { fixedListenPort } from './fixed-listen-port.js';
import { generatedRailpackPlan } from './generated-railpack-plan.js';
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
import { noHealthcheck } from './no-healthcheck.js';
import { packageManagerStart } from './package-manager-start.js';
import { portsDisagree } from './ports-disagree.js';
import { preDeployArray } from './pre-deploy-array.js';
import { procfileIgnored } from './procfile-ignored.js';
import { railpackProvider } from './railpack-provider.js';
import { replicasWithVolume } from './replicas-with-volume.js';
import { restartPolicy } from './restart-policy.js';
import { scalingKeys } from './scaling-keys.js';
import { secretInImage } from './secret-in-image.js';
import { secretInRailpack } from './secret-in-railpack.js';
import { serverDefaultAddress } from './server-default-address.js';
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
  buildVariableWithoutArg,
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
  corsAnyOrigin,
  corsDeadOrigin,
  corsLocalOrigin,
  corsLooseOrigin,
  corsMissingVary,
  corsNullOrigin,
  corsOpenFallback,
  corsRailwayOrigin,
  corsReflectedOrigin,
  corsWildcardCredentials,
  deprecatedBuilder,
  devServer,
  dockerHealthcheck,
  dockerfileMissing,
  dockerfilePort,
  dockerfileUnused,
  duplicateKey,
  entrypointReplaced,
  execFormPort,
  exposeWithoutDefault,
  fixedListenPort,
  generatedRailpackPlan,
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
  noHealthcheck,
  packageManagerStart,
  portsDisagree,
  preDeployArray,
  procfileIgnored,
  railpackProvider,
  replicasWithVolume,
  restartPolicy,
  scalingKeys,
  secretInImage,
  secretInRailpack,
  serverDefaultAddress,
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
