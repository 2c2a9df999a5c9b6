import { packageUrl, type Manifest, type RequirementKind } from '@railgate/dependencies';

import type { BillComponent, Scope } from './bill.js';

const SCOPES: Readonly<Record<RequirementKind, Scope>> = {
  prod: 'required',
  peer: 'required',
  optional: 'optional',
  dev: 'excluded',
};

/** What a manifest asks for and nothing pins: known by name, and no more. */
export function unpinnedComponents({ ecosystem, requirements }: Manifest): BillComponent[] {
  return requirements.map(({ name, kind }) => ({
    purl: packageUrl(ecosystem, { name, version: '' }),
    ecosystem,
    name,
    version: '',
    isOwn: false,
    scope: SCOPES[kind],
  }));
}
