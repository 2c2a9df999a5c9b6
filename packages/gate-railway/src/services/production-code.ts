import { countsInProduction, type FileFacts, type Guard, type UrlUse } from '@railgate/code';

import type { ServiceModel } from './model.js';

/** The facts that count when Railway runs the service: no development branch, no file that its program does not load. */
export function inProduction<Fact extends { readonly guard: Guard }>(
  service: ServiceModel,
  facts: FileFacts,
  list: readonly Fact[],
): readonly Fact[] {
  const counting = list.filter(({ guard }) => countsInProduction(guard));
  return counting.length > 0 && service.reaches(facts.path) !== false ? counting : [];
}

/** The same for addresses: what a browser loads is none of what the server's program loads. */
export function urlsInProduction(service: ServiceModel, facts: FileFacts): readonly UrlUse[] {
  const counting = facts.urls.filter(({ guard }) => countsInProduction(guard));
  if (counting.length === 0) return [];
  const loaded = service.reaches(facts.path) !== false;
  return counting.filter(({ inBrowser }) => loaded || inBrowser);
}

/** Medium where nothing of Railway but a Dockerfile says that the folder is a service; else the rule's own severity. */
export function whereKnown(service: ServiceModel): { readonly severity?: 'medium' } {
  return service.known ? {} : { severity: 'medium' };
}
