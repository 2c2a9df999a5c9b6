import type { Scheme } from './scheme.js';

/** How versions are ordered, in ecosystems where that is known exactly. The names are osv.dev's. */
const EXACT: ReadonlyMap<string, () => Promise<Scheme>> = new Map<string, () => Promise<Scheme>>([
  ['npm', async () => (await import('./semver.js')).semver],
  ['crates.io', async () => (await import('./semver.js')).semver],
  ['Hex', async () => (await import('./semver.js')).semver],
  ['Go', async () => (await import('./semver.js')).goSemver],
  ['Pub', async () => (await import('./semver.js')).pubSemver],
  ['Maven', async () => (await import('./maven.js')).maven],
  ['RubyGems', async () => (await import('./rubygems.js')).rubygems],
  ['NuGet', async () => (await import('./nuget.js')).nuget],
  ['Packagist', async () => (await import('./packagist.js')).packagist],
  ['PyPI', async () => (await import('./pep440.js')).pep440],
]);

/** What reads the ranges of one ecosystem. */
export interface Schemes {
  /** Nothing where only listed versions and ranges of semantic versions count. */
  readonly own: Scheme | undefined;
  /** For ranges of the type SEMVER, and of ECOSYSTEM where the order is known. */
  ofRange(type: string): Scheme | undefined;
}

/** Are all ranges of the ecosystem understood? Elsewhere only what an advisory lists, version by version, is found. */
export function isExact(ecosystem: string): boolean {
  return EXACT.has(ecosystem);
}

export async function loadSchemes(ecosystem: string): Promise<Schemes> {
  const own = await EXACT.get(ecosystem)?.();
  if (own) return { own, ofRange: () => own };
  const { semver } = await import('./semver.js');
  return { own, ofRange: (type) => (type === 'SEMVER' ? semver : undefined) };
}

/** As the registry tells names apart: PyPI by PEP 503; those of NuGet and Packagist are the same in any case. */
export function normaliseName(ecosystem: string, name: string): string {
  if (ecosystem === 'PyPI') return name.toLowerCase().replace(/[-_.]+/g, '-');
  return CASELESS.has(ecosystem) ? name.toLowerCase() : name;
}

const CASELESS: ReadonlySet<string> = new Set(['NuGet', 'Packagist']);
