import type { RailwayRule } from '../rule.js';
import { buildCommandIgnored } from './build-command-ignored.js';
import { buildVariableWithoutArg } from './build-variable-without-arg.js';
import { builderOverridden } from './builder-overridden.js';
import { cacheMountId } from './cache-mount-id.js';
import { cdCommand } from './cd-command.js';
import { composeCommand } from './compose-command.js';
import { composeHost } from './compose-host.js';
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
import { corsUntrimmedOrigins } from './cors-untrimmed-origins.js';
import { corsWildcardCredentials } from './cors-wildcard-credentials.js';
import { cronNeverEnds } from './cron-never-ends.js';
import { crossSiteCookie } from './cross-site-cookie.js';
import { deprecatedBuilder } from './deprecated-builder.js';
import { devServer } from './dev-server.js';
import { dockerHealthcheck } from './docker-healthcheck.js';
import { dockerfileMissing } from './dockerfile-missing.js';
import { dockerfilePort } from './dockerfile-port.js';
import { dockerfileUnused } from './dockerfile-unused.js';
import { domainWithoutScheme } from './domain-without-scheme.js';
import { droppedConnection } from './dropped-connection.js';
import { duplicateKey } from './duplicate-key.js';
import { entrypointReplaced } from './entrypoint-replaced.js';
import { envFileInImage } from './env-file-in-image.js';
import { execFormPort } from './exec-form-port.js';
import { exposeWithoutDefault } from './expose-without-default.js';
import { fastifyWithoutHost } from './fastify-without-host.js';
import { fixedListenPort } from './fixed-listen-port.js';
import { floatingImage } from './floating-image.js';
import { frameworkPort } from './framework-port.js';
import { generatedRailpackPlan } from './generated-railpack-plan.js';
import { globalArgPort } from './global-arg-port.js';
import { healthRouteMissing } from './health-route-missing.js';
import { healthcheckHost } from './healthcheck-host.js';
import { healthcheckRedirected } from './healthcheck-redirected.js';
import { iacHealthcheck } from './iac-healthcheck.js';
import { iacSecret } from './iac-secret.js';
import { iacTlsDisabled } from './iac-tls-disabled.js';
import { iacWaitForCi } from './iac-wait-for-ci.js';
import { invalidBuilder } from './invalid-builder.js';
import { invalidCronSchedule } from './invalid-cron-schedule.js';
import { invalidHealthcheckPath } from './invalid-healthcheck-path.js';
import { invalidHealthcheckTimeout } from './invalid-healthcheck-timeout.js';
import { invalidRailpackVersion } from './invalid-railpack-version.js';
import { invalidRestartPolicy } from './invalid-restart-policy.js';
import { invalidRestartRetries } from './invalid-restart-retries.js';
import { invalidTeardownSeconds } from './invalid-teardown-seconds.js';
import { invalidValue } from './invalid-value.js';
import { legacyRailwayVariable } from './legacy-railway-variable.js';
import { literalPort } from './literal-port.js';
import { loopbackFallback } from './loopback-fallback.js';
import { loopbackListener } from './loopback-listener.js';
import { loopbackStart } from './loopback-start.js';
import { loopbackUrl } from './loopback-url.js';
import { managedTwice } from './managed-twice.js';
import { migrationCommand } from './migration-command.js';
import { misnamedConfig } from './misnamed-config.js';
import { missingStartTarget } from './missing-start-target.js';
import { nextBakedAddress } from './next-baked-address.js';
import { nixpacksBesideRailpack } from './nixpacks-beside-railpack.js';
import { nixpacksLeftover } from './nixpacks-leftover.js';
import { noHealthcheck } from './no-healthcheck.js';
import { otherBranch } from './other-branch.js';
import { otherPortVariable } from './other-port-variable.js';
import { outdatedCheckout } from './outdated-checkout.js';
import { packageManagerStart } from './package-manager-start.js';
import { plainHttpToRailway } from './plain-http-to-railway.js';
import { plainWebSocket } from './plain-web-socket.js';
import { portType } from './port-type.js';
import { portsDisagree } from './ports-disagree.js';
import { preDeployArray } from './pre-deploy-array.js';
import { preDeployFiles } from './pre-deploy-files.js';
import { privateHostInBrowser } from './private-host-in-browser.js';
import { privateHostInCode } from './private-host-in-code.js';
import { privateNetworkDisabled } from './private-network-disabled.js';
import { privateNetworkInBuild } from './private-network-in-build.js';
import { privateUrlWithoutPort } from './private-url-without-port.js';
import { procfileIgnored } from './procfile-ignored.js';
import { proxyCachesAddress } from './proxy-caches-address.js';
import { proxyWithoutUpgrade } from './proxy-without-upgrade.js';
import { publicDatabase } from './public-database.js';
import { publicDatabaseAddress } from './public-database-address.js';
import { railpackProvider } from './railpack-provider.js';
import { railwayDomainInCode } from './railway-domain-in-code.js';
import { redisAddressFamily } from './redis-address-family.js';
import { referenceSyntax } from './reference-syntax.js';
import { replicasWithVolume } from './replicas-with-volume.js';
import { restartPolicy } from './restart-policy.js';
import { scalingKeys } from './scaling-keys.js';
import { secretInConfig } from './secret-in-config.js';
import { secretInImage } from './secret-in-image.js';
import { secretInRailpack } from './secret-in-railpack.js';
import { serverDefaultAddress } from './server-default-address.js';
import { severalListeners } from './several-listeners.js';
import { shellFormCommand } from './shell-form-command.js';
import { shellSyntax } from './shell-syntax.js';
import { shellWithoutExec } from './shell-without-exec.js';
import { sleepingService } from './sleeping-service.js';
import { socketOrigin } from './socket-origin.js';
import { socketReplicas } from './socket-replicas.js';
import { standaloneHostname } from './standalone-hostname.js';
import { tlsOnPrivateNetwork } from './tls-on-private-network.js';
import { twoConfigFiles } from './two-config-files.js';
import { twoIacFiles } from './two-iac-files.js';
import { uncommittedConfig } from './uncommitted-config.js';
import { unknownKey } from './unknown-key.js';
import { unmappedFolder } from './unmapped-folder.js';
import { unpinnedBaseImage } from './unpinned-base-image.js';
import { unresolvedReference } from './unresolved-reference.js';
import { unsafeApply } from './unsafe-apply.js';
import { volumeInstruction } from './volume-instruction.js';
import { volumeOwnedByRoot } from './volume-owned-by-root.js';
import { volumeWithoutBackups } from './volume-without-backups.js';
import { watchPatterns } from './watch-patterns.js';
import { webServerPort } from './web-server-port.js';
import { webSocketPort } from './web-socket-port.js';

/** Every rule of the gate. A test holds this list and the folder together. */
export const RULES: readonly RailwayRule[] = [
  buildCommandIgnored,
  buildVariableWithoutArg,
  builderOverridden,
  cacheMountId,
  cdCommand,
  composeCommand,
  composeHost,
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
  corsUntrimmedOrigins,
  corsWildcardCredentials,
  cronNeverEnds,
  crossSiteCookie,
  deprecatedBuilder,
  devServer,
  dockerHealthcheck,
  dockerfileMissing,
  dockerfilePort,
  dockerfileUnused,
  domainWithoutScheme,
  droppedConnection,
  duplicateKey,
  entrypointReplaced,
  envFileInImage,
  execFormPort,
  exposeWithoutDefault,
  fastifyWithoutHost,
  fixedListenPort,
  floatingImage,
  frameworkPort,
  generatedRailpackPlan,
  globalArgPort,
  healthRouteMissing,
  healthcheckHost,
  healthcheckRedirected,
  iacHealthcheck,
  iacSecret,
  iacTlsDisabled,
  iacWaitForCi,
  invalidBuilder,
  invalidCronSchedule,
  invalidHealthcheckPath,
  invalidHealthcheckTimeout,
  invalidRailpackVersion,
  invalidRestartPolicy,
  invalidRestartRetries,
  invalidTeardownSeconds,
  invalidValue,
  legacyRailwayVariable,
  literalPort,
  loopbackFallback,
  loopbackListener,
  loopbackStart,
  loopbackUrl,
  managedTwice,
  migrationCommand,
  misnamedConfig,
  missingStartTarget,
  nextBakedAddress,
  nixpacksBesideRailpack,
  nixpacksLeftover,
  noHealthcheck,
  otherBranch,
  otherPortVariable,
  outdatedCheckout,
  packageManagerStart,
  plainHttpToRailway,
  plainWebSocket,
  portType,
  portsDisagree,
  preDeployArray,
  preDeployFiles,
  privateHostInBrowser,
  privateHostInCode,
  privateNetworkDisabled,
  privateNetworkInBuild,
  privateUrlWithoutPort,
  procfileIgnored,
  proxyCachesAddress,
  proxyWithoutUpgrade,
  publicDatabase,
  publicDatabaseAddress,
  railpackProvider,
  railwayDomainInCode,
  redisAddressFamily,
  referenceSyntax,
  replicasWithVolume,
  restartPolicy,
  scalingKeys,
  secretInConfig,
  secretInImage,
  secretInRailpack,
  serverDefaultAddress,
  severalListeners,
  shellFormCommand,
  shellSyntax,
  shellWithoutExec,
  sleepingService,
  socketOrigin,
  socketReplicas,
  standaloneHostname,
  tlsOnPrivateNetwork,
  twoConfigFiles,
  twoIacFiles,
  uncommittedConfig,
  unknownKey,
  unmappedFolder,
  unpinnedBaseImage,
  unresolvedReference,
  unsafeApply,
  volumeInstruction,
  volumeOwnedByRoot,
  volumeWithoutBackups,
  watchPatterns,
  webServerPort,
  webSocketPort,
];
