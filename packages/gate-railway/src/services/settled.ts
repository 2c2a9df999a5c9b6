import type { ConfigDocument } from '../documents/config-document.js';
import type { RailwayService } from './find-services.js';
import type { Builder, ServiceModel } from './model.js';
import { railwayFileKind } from './railway-files.js';
import { baseString } from './settings.js';

/** What the files of a service settle about it. */

/** Set by railway.* or by railway.ts; it replaces CMD, ENTRYPOINT and Procfile. */
export function hasStartCommand(
  config: ConfigDocument | undefined,
  iac: ServiceModel['iacServices'],
): boolean {
  if (baseString(config, 'deploy', 'startCommand') !== undefined) return true;
  return iac.length > 0 && iac.every((one) => one.service.start !== undefined);
}

/** Does a file of Railway's or a declaration say that it is a service? Also when the file cannot be read. */
export function isKnown(service: RailwayService): boolean {
  if (service.railpack !== undefined || service.declared !== undefined) return true;
  return service.configFiles.some((path) => railwayFileKind(path) === 'config');
}

/** What the configuration names; a Dockerfile goes before it. */
export function builderOf(config: ConfigDocument | undefined): Builder {
  const written = baseString(config, 'build', 'builder')?.toUpperCase();
  return BUILDERS.find((one) => one === written) ?? 'RAILPACK';
}

const BUILDERS: readonly Builder[] = ['DOCKERFILE', 'RAILPACK', 'NIXPACKS', 'HEROKU', 'PAKETO'];
