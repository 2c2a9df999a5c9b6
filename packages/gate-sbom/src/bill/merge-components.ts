import { compareText } from '@railgate/contract';

import type { BillComponent, Scope } from './bill.js';

const SCOPES: readonly Scope[] = ['required', 'optional', 'excluded'];

/**
 * One component for each package URL, sorted by it. What several places say of one version is added up: it is required
 * when any place requires it.
 */
export function mergeComponents(components: Iterable<BillComponent>): BillComponent[] {
  const merged = new Map<string, BillComponent>();
  for (const component of components) {
    const known = merged.get(component.purl);
    merged.set(component.purl, known ? joined(known, component) : component);
  }
  return [...merged.values()].sort((a, b) => compareText(a.purl, b.purl));
}

function joined(a: BillComponent, b: BillComponent): BillComponent {
  const scope = SCOPES.indexOf(a.scope) <= SCOPES.indexOf(b.scope) ? a.scope : b.scope;
  return { ...b, ...a, scope, isOwn: a.isOwn || b.isOwn, ...joinedDependencies(a, b) };
}

function joinedDependencies(
  { dependencies: a }: BillComponent,
  { dependencies: b }: BillComponent,
): Pick<BillComponent, 'dependencies'> {
  if (!a || !b) return a || b ? { dependencies: a ?? b ?? new Set() } : {};
  return { dependencies: new Set([...a, ...b]) };
}
