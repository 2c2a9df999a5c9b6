import {
  addressOf,
  originEntries,
  possibleValues,
  type Address,
  type FileFacts,
  type UrlUse,
} from '@railgate/code';
import type { Place } from '@railgate/contract';

import type { ServiceModel } from './model.js';
import { urlsInProduction } from './production-code.js';

/** An address that the code of a service uses in production. */
export interface UsedAddress {
  readonly use: UrlUse;
  readonly address: Address;
  /** Of the address itself. */
  readonly at: Place;
  /** The whole text, where nothing of it is computed. */
  readonly text: string | undefined;
  /** A client or a socket is given it: not only a constant, or the argument of something else. */
  readonly reachesClient: boolean;
  /** It counts only where a variable is not set. */
  readonly isFallback: boolean;
  /** Nothing else is possible. */
  readonly isOnly: boolean;
}

/** Every address of a file that may count in production, lists of allowed or blocked ones aside. */
export function usedAddresses(service: ServiceModel, facts: FileFacts): readonly UsedAddress[] {
  const uses = urlsInProduction(service, facts);
  if (uses.length === 0) return [];
  const origins = new Set(
    facts.cors.flatMap((policy) => originEntries(policy).map(({ place }) => keyOf(place))),
  );
  return uses.flatMap((use) => {
    if (isListed(use) || origins.has(keyOf(use.place)) || origins.has(keyOf(use.value.place))) return [];
    return addressesOf(use);
  });
}

function addressesOf(use: UrlUse): UsedAddress[] {
  const possible = possibleValues(use.value);
  return possible.flatMap(({ value, unlessSet }): UsedAddress[] => {
    const address = addressOf(value);
    if (!address) return [];
    return [
      {
        use,
        address,
        at: possible.length === 1 ? use.place : value.place,
        text: value.kind === 'literal' ? String(value.value) : undefined,
        reachesClient: use.role === 'request' || use.role === 'websocket',
        isFallback: use.role === 'fallback' || unlessSet.length > 0,
        isOnly: possible.length === 1,
      },
    ];
  });
}

/** Allowed and blocked hosts, content policies, redirect lists: they name addresses and ask nothing of them. */
function isListed({ role, name }: UrlUse): boolean {
  if (role === 'request' || role === 'websocket') return false;
  return /origin|cors|allow|white_?list|black_?list|block|deny|trusted|csp|[a-z]src$|redirect|regex|pattern|example|placeholder|mock/i.test(
    name ?? '',
  );
}

function keyOf({ path, region }: Place): string {
  return `${path}:${region.startLine}:${region.startColumn ?? 0}`;
}
