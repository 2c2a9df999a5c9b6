import type { Advisory, Database, Interval } from '@railgate/advisories';
import { addTo } from '@railgate/contract';

/** A database for `safety check --db` (its schema 2.0.0), made from OSV's data. */
export interface SafetyDatabase {
  /** Content of the files, by name. */
  readonly files: ReadonlyMap<string, string>;
  /** What each of its ids stands for. */
  readonly advisories: ReadonlyMap<string, Advisory>;
}

interface Entry {
  readonly specs: readonly string[];
  readonly advisory: string;
  readonly transitive: false;
  readonly more_info_path: string;
  readonly ids: readonly { readonly type: string; readonly id: string }[];
}

/**
 * All that is known of these packages, and nothing of others: safety reads the whole file at every start, and what no
 * sheet asks for says nothing.
 *
 * @param names normalised by PEP 503
 */
export function compileDatabase(database: Database, names: ReadonlySet<string>): SafetyDatabase {
  const advisories = new Map<string, Advisory>();
  const packages = new Map<string, Entry[]>();
  for (const { name, advisory, intervals, versions } of database.entries('PyPI')) {
    if (!names.has(name)) continue;
    // `a3` is a name of old days that PEP 440 has no place for: safety would end on it, and no sheet asks for one.
    const known = (version: string): boolean => database.isVersion('PyPI', version);
    const ranges = intervals.filter((one) => boundsOf(one).every(known)).map(specOf);
    const specs = [...ranges, ...versions.filter(known).map((version) => `==${version}`)];
    if (specs.length === 0) continue;
    advisories.set(advisory.id, advisory);
    addTo(packages, name, entryOf(advisory, specs));
  }
  const short = [...packages].map(
    ([name, entries]) => [name, entries.flatMap(({ specs }) => specs)] as const,
  );
  return {
    files: new Map([
      ['insecure.json', fileOf(short)],
      ['insecure_full.json', fileOf([...packages])],
    ]),
    advisories,
  };
}

function entryOf({ id, aliases, summary }: Advisory, specs: readonly string[]): Entry {
  const cves = aliases.filter((alias) => alias.startsWith('CVE-'));
  return {
    specs,
    advisory: summary,
    transitive: false,
    more_info_path: `/${id}`,
    ids: [{ type: 'pyup', id }, ...cves.map((cve) => ({ type: 'cve', id: cve }))],
  };
}

function boundsOf({ introduced, fixed, lastAffected }: Interval): string[] {
  return [introduced, fixed ?? introduced, lastAffected ?? introduced].filter((bound) => bound !== '0');
}

/** Before anything: without it a specifier holds no pre-release, and OSV's intervals hold them like any other version. */
const FIRST = '>=0.dev0';

/**
 * An interval as a specifier set of PEP 440. `<2.0` would leave out 2.0rc1, which comes before 2.0: so the end is
 * `<=2.0,!=2.0`.
 */
function specOf({ introduced, fixed, lastAffected }: Interval): string {
  const from = introduced === '0' ? [] : [`>=${withoutLocal(introduced)}`];
  const to = fixed === undefined ? [] : [`<=${withoutLocal(fixed)}`, `!=${fixed}`];
  const last = lastAffected === undefined ? [] : [`<=${withoutLocal(lastAffected)}`];
  return [FIRST, ...from, ...to, ...last].join(',');
}

/** Only `==` and `!=` may name a local version (PEP 440, "Inclusive ordered comparison"). */
function withoutLocal(version: string): string {
  return version.split('+', 1)[0] ?? version;
}

function fileOf(packages: readonly (readonly [string, unknown])[]): string {
  return JSON.stringify({
    meta: { schema_version: '2.0.0', timestamp: 0 },
    vulnerable_packages: Object.fromEntries(packages),
  });
}
