/**
 * Which of the ids of one vulnerability stands for it: CVE, then GHSA, then the database of an ecosystem or
 * distribution, then OSV's own, then a vendor's; among equals the smallest text.
 *
 * @throws {Error} when there is none: a vulnerability without an id cannot be named.
 */
export function canonicalAdvisory(ids: readonly string[]): string {
  const [first] = sortAdvisories(ids);
  if (first === undefined) throw new Error('A vulnerability without any id.');
  return first;
}

/** Without repetitions, in one spelling, the canonical one first. */
export function sortAdvisories(ids: Iterable<string>): string[] {
  const spelled = new Set<string>();
  for (const id of ids) {
    const text = spellAdvisory(id);
    if (text !== '') spelled.add(text);
  }
  return [...spelled].sort(compareAdvisories);
}

/** Negative when `a` is the better name. */
export function compareAdvisories(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : Number(a > b));
}

/** CVE and GHSA ids in their official spelling, which some tools miss; all others as they are. */
export function spellAdvisory(id: string): string {
  const text = id.trim();
  if (/^cve-/i.test(text)) return text.toUpperCase();
  return /^ghsa-/i.test(text) ? `GHSA-${text.slice(5).toLowerCase()}` : text;
}

const VENDOR = 4;

function rank(id: string): number {
  if (id.startsWith('CVE-')) return 0;
  if (id.startsWith('GHSA-')) return 1;
  const prefix = /^[A-Za-z]+(?=-)/.exec(id)?.[0].toUpperCase() ?? '';
  if (ECOSYSTEMS.has(prefix)) return 2;
  return prefix === 'OSV' ? 3 : VENDOR;
}

/** Databases that osv.dev lists (ossf.github.io/osv-schema, "database-specific prefixes"), and distributions' own. */
const ECOSYSTEMS: ReadonlySet<string> = new Set(
  (
    'PYSEC GO RUSTSEC RUBYSEC RSEC HSEC JLSEC EEF MAL BIT PSF CURL DRUPAL OESA MGASA ' +
    'DSA DLA DTSA DEBIAN UBUNTU USN LSN ALPINE ALSA ALBA ALEA RHSA RHBA RHEA RLSA RXSA ELSA ALAS SUSE OPENSUSE ' +
    'CGA CLEANSTART ECHO MINI ROOT ASB PUB V8 GSD UVI KUBE'
  ).split(' '),
);
