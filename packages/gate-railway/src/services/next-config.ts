import { countsInProduction, isLoopback, type FileFacts } from '@railgate/code';

import { usedAddresses, type UsedAddress } from './addresses.js';
import type { ServiceModel } from './model.js';

/**
 * Addresses that `next build` writes into its output with what the environment says then: in next.config and in
 * `metadataBase`. Those of this machine that stand in for a variable which the build does not see.
 */
export function bakedByNext(service: ServiceModel, facts: FileFacts): readonly UsedAddress[] {
  if (!facts.urls.some(({ role }) => role === 'fallback') || hasOwnServer(service)) return [];
  const isConfig = /(?:^|\/)next\.config\.[cm]?[jt]s$/.test(facts.path);
  return usedAddresses(service, facts).filter(({ use, address, isFallback }) => {
    const { name = '', key, guard } = use;
    if (!isFallback || !countsInProduction(guard) || !(isConfig || key === 'metadataBase')) return false;
    if (/^NEXT_PUBLIC_/.test(name) || isDeclared(service, name)) return false;
    return address.scheme !== undefined && (isLoopback(address.host) || PLACEHOLDER.test(address.host));
  });
}

const PLACEHOLDER = /^(?:example\.(?:com|org)|your[\w.-]{0,60}|backend|api)$/i;

/** A server of the repository decides when it starts. The one of a standalone build is not in the repository. */
function hasOwnServer({ start }: ServiceModel): boolean {
  return start?.runs.some(({ entry }) => entry !== undefined) === true;
}

/** The image's build sees the variable. */
function isDeclared({ dockerfile }: ServiceModel, name: string): boolean {
  const all = dockerfile?.stages.flatMap(({ instructions }) => instructions) ?? [];
  return all.some(({ definitions }) => definitions.some((one) => one.name === name));
}
