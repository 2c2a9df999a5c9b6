import { addTo, type Finding } from '@railgate/contract';

import type { RulesAnswer } from '../run-rules.js';
import type { ServiceModel } from '../services/model.js';
import { folderOf } from '../services/railway-files.js';

/** The findings of each service: what rules said about it, and what stands in one of its own files. */
export function findingsByService(
  services: readonly ServiceModel[],
  answer: RulesAnswer,
): ReadonlyMap<ServiceModel, readonly Finding[]> {
  const owners = ownersByPath(services);
  const found = new Map<ServiceModel, Finding[]>(services.map((service) => [service, []]));
  for (const finding of answer.findings) {
    const { path } = finding.at;
    const direct = answer.services.get(finding) ?? [];
    const concerned = new Set([...direct, ...(owners.get(path) ?? []), ...declaredAt(finding, services)]);
    for (const service of concerned) found.get(service)?.push(finding);
  }
  return found;
}

/** A file that several services share stands with the first of them only, where rules look at it once. */
function ownersByPath(services: readonly ServiceModel[]): ReadonlyMap<string, readonly ServiceModel[]> {
  const owners = new Map<string, ServiceModel[]>();
  for (const model of services) {
    const { configFiles, railpack, procfile } = model.service;
    for (const path of new Set([...configFiles, railpack, procfile, model.dockerfilePath])) {
      if (path !== undefined) addTo(owners, path, model);
    }
  }
  return owners;
}

/** In railway.ts the call that makes the service; what stands outside of all of them is about each. */
function declaredAt({ at }: Finding, services: readonly ServiceModel[]): readonly ServiceModel[] {
  if (!/(?:^|\/)\.railway\/railway\.\w+$/.test(at.path)) return [];
  const declared = services.filter(({ iacServices }) => iacServices.some(({ path }) => path === at.path));
  const inside = declared.filter(({ iacServices }) =>
    iacServices.some(
      ({ path, service }) =>
        path === at.path &&
        service.region.startLine <= at.region.startLine &&
        at.region.startLine <= service.region.endLine,
    ),
  );
  if (inside.length > 0) return inside;
  if (declared.length > 0) return declared;
  const base = folderOf(folderOf(at.path));
  return services.filter(
    ({ service }) => base === '.' || service.root === base || service.root.startsWith(`${base}/`),
  );
}
