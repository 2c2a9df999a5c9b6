import { packageUrl } from '@railgate/dependencies';

import type { AskedPackage } from '../asked.js';

/** By this ending osv-scanner knows that it is an SBOM. */
export const SBOM_ENDING = '.cdx.json';

/** The packages as a CycloneDX document, the one form in which osv-scanner takes those of all ecosystems. */
export function sbomOf(packages: readonly Pick<AskedPackage, 'ecosystem' | 'name' | 'version'>[]): string {
  const components = packages.map(({ ecosystem, name, version }) => ({
    type: 'library',
    name,
    version,
    purl: packageUrl(ecosystem, { name, version }),
  }));
  return JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, components });
}
