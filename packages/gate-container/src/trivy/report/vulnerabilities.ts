import type { ImageVulnerability } from '../observed.js';
import { fieldsIn, textIn, wordsIn, type Fields } from './fields.js';
import { inImage } from './in-image.js';
import { LIMITS } from './limits.js';
import { purlOf, type PackageList } from './packages.js';
import { severityIn } from './severity.js';

/** Names of one vulnerability. An erratum (`RHSA-…`, `DSA-…`) names many at once, so it makes none of them the same. */
const IDENTIFIER = /^(?:CVE|GHSA|PYSEC|GO|RUSTSEC|OSV|BIT|GMS|JLSEC|MAL|TEMP)-[\w.-]{1,60}$/;

/** Nothing where it names no package or no vulnerability. */
export function readVulnerability(entry: Fields, list: PackageList): ImageVulnerability | undefined {
  const name = textIn(entry['PkgName'], LIMITS.name);
  const [id, ...aliases] = identifiersOf(entry);
  if (name === '' || id === undefined) return undefined;
  const version = textIn(entry['InstalledVersion'], LIMITS.name);
  return {
    purl: purlOf(entry['PkgIdentifier'], name, version),
    name,
    version,
    kind: list.kind,
    type: list.type,
    id,
    aliases,
    title: textIn(entry['Title'], LIMITS.title),
    description: textIn(entry['Description'], LIMITS.description),
    cwes: cwesIn(entry['CweIDs']),
    fixed: fixedIn(entry['FixedVersion']),
    references: wordsIn(entry['References'], LIMITS.references, LIMITS.url).filter((url) =>
      /^https?:\/\//.test(url),
    ),
    ...ratingOf(entry),
    ...statusOf(entry),
    ...inImage(entry, entry['PkgPath'] ?? list.file),
  };
}

/** The CVE first where there is one. */
function identifiersOf(entry: Fields): string[] {
  const own = textIn(entry['VulnerabilityID'], LIMITS.name);
  const others = wordsIn(entry['VendorIDs'], LIMITS.aliases, LIMITS.name).filter((id) => IDENTIFIER.test(id));
  const all = [...new Set(own === '' ? [] : [own, ...others])];
  return all.sort((a, b) => Number(b.startsWith('CVE-')) - Number(a.startsWith('CVE-')));
}

function ratingOf(
  entry: Fields,
): Pick<ImageVulnerability, 'severity' | 'severitySource' | 'score' | 'vector'> {
  const severitySource = textIn(entry['SeveritySource'], LIMITS.name);
  return {
    severity: severityIn(entry['Severity']),
    ...(severitySource !== '' && { severitySource }),
    ...scoreOf(fieldsIn(entry['CVSS']), severitySource),
  };
}

/** Of whoever rated it, else of the usual ones. */
function scoreOf(cvss: Fields, severitySource: string): Pick<ImageVulnerability, 'score' | 'vector'> {
  for (const source of [severitySource, 'nvd', 'ghsa', 'redhat']) {
    if (!Object.hasOwn(cvss, source)) continue;
    const rating = fieldsIn(cvss[source]);
    for (const version of ['V3', 'V40', 'V2']) {
      const score = rating[`${version}Score`];
      if (typeof score !== 'number' || !(score > 0 && score <= 10)) continue;
      const vector = textIn(rating[`${version}Vector`], LIMITS.name);
      return { score, ...(vector !== '' && { vector }) };
    }
  }
  return {};
}

function statusOf(entry: Fields): Pick<ImageVulnerability, 'status'> {
  const status = textIn(entry['Status'], 40);
  return /^[a-z_]+$/.test(status) ? { status } : {};
}

function cwesIn(value: unknown): number[] {
  return wordsIn(value, LIMITS.aliases, 20).flatMap((word) => {
    const number = /^CWE-(\d{1,5})$/.exec(word)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

/** `1.2.3, 2.0.1`: in the order of the advisory, which is that of the branches. */
function fixedIn(value: unknown): string[] {
  const versions = textIn(value, LIMITS.path)
    .split(',')
    .map((version) => version.trim());
  return versions.filter((version) => version !== '').slice(0, LIMITS.fixed);
}
