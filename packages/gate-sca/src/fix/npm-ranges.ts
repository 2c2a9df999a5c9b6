import type { RangeField, RequirementKind } from '@railgate/dependencies';

import type { VersionOrder } from '../findings/versions.js';

/**
 * The range that asks for at least this version, in the form that the old one has: `^1.2.5` → `^1.2.8`. The old one where it
 * allows the version already; nothing where it is of another form (`>=1 <2`, a tag, an alias, an address).
 */
export function raisedRange(range: string, version: string, order: VersionOrder): string | undefined {
  if (order.allows(range, version) === true) return range;
  const [, sign = '', old = ''] = /^([~^]?)(\d[\w.+-]{0,100})$/.exec(range.trim()) ?? [];
  if (order.compare(old, old) === undefined) return undefined;
  const raised = `${sign}${version}`;
  return order.allows(raised, version) === true ? raised : undefined;
}

/** What is asked for as a peer is somebody else's to install. */
export const FIELDS: Readonly<Partial<Record<RequirementKind, RangeField>>> = {
  prod: 'dependencies',
  dev: 'devDependencies',
  optional: 'optionalDependencies',
};
