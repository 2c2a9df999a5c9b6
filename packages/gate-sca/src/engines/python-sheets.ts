import type { AskedPackage } from './asked.js';
import { CANARIES, type Canary } from './canary.js';

/** Requirements for a tool that reads a name once: each sheet holds one version of a package, and one known-bad package. */
export interface Sheet {
  /** A requirements file: `name==version` a line. */
  readonly text: string;
  /** By name as PEP 503 normalises it. The known-bad one is among them only where a lockfile holds it, too. */
  readonly packages: ReadonlyMap<string, AskedPackage>;
  readonly canary: Canary;
}

export interface Sheets {
  readonly sheets: readonly Sheet[];
  /** What no requirements file can say: a name or a version that Python does not know as one. */
  readonly left: readonly AskedPackage[];
}

/**
 * As few sheets as there are versions of the package with the most of them.
 *
 * @param canaries that the tool's data is expected to know; any, where there is none
 */
export async function requirementSheets(
  packages: readonly AskedPackage[],
  canaries: readonly Canary[],
): Promise<Sheets> {
  const { valid } = await import('@renovatebot/pep440');
  const isWritable = ({ name, version }: AskedPackage): boolean =>
    NAME.test(name) && VERSION.test(version) && valid(version) !== null;
  const left = packages.filter((one) => !isWritable(one));
  const names = new Set(packages.map(({ name }) => name));
  // One that no lockfile holds leaves all names free; else they take turns, so that none stands in the way forever.
  const free = canaries.find(({ name }) => !names.has(name));
  const sheets: Sheet[] = [];
  let rest: readonly AskedPackage[] = packages.filter(isWritable);
  do {
    const { sheet, later } = fill(rest, free ?? canaryOfTurn(canaries, sheets.length));
    sheets.push(sheet);
    rest = later;
  } while (rest.length > 0);
  return { sheets, left };
}

const PYPI_CANARIES = CANARIES.get('PyPI') ?? [];

/** One alone might clash with a version that then no sheet could hold. */
function canaryOfTurn(canaries: readonly Canary[], turn: number): Canary {
  const candidates = canaries.length > 1 ? canaries : [...canaries, ...PYPI_CANARIES];
  const canary = candidates[turn % candidates.length];
  if (!canary) throw new Error('There is no canary of PyPI.');
  return canary;
}

function fill(
  rest: readonly AskedPackage[],
  canary: Canary,
): { sheet: Sheet; later: readonly AskedPackage[] } {
  const packages = new Map<string, AskedPackage>();
  const later: AskedPackage[] = [];
  for (const one of rest) {
    const clashes = one.name === canary.name && one.version !== canary.version;
    if (clashes || packages.has(one.name)) later.push(one);
    else packages.set(one.name, one);
  }
  const lines = [...packages.values()].map(({ name, version }) => `${name}==${version}\n`);
  if (!packages.has(canary.name)) lines.push(`${canary.name}==${canary.version}\n`);
  return { sheet: { text: lines.join(''), packages, canary }, later };
}

/** PEP 508: such a name is nothing else than a name in a requirements file. */
const NAME = /^[a-z0-9](?:[a-z0-9._-]{0,200}[a-z0-9])?$/i;
/** PEP 440 allows no other characters. */
const VERSION = /^[a-z0-9.!+_-]{1,200}$/i;
