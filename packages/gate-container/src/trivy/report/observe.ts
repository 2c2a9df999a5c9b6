import type { Gap } from '@railgate/contract';

import type {
  ImagePackage,
  ImageSecret,
  ImageVulnerability,
  Misconfiguration,
  Observed,
} from '../observed.js';
import { fieldsIn, isFields, listIn, textIn, type Fields } from './fields.js';
import { LIMITS } from './limits.js';
import { readMisconfiguration } from './misconfigurations.js';
import { readPackage, type PackageList } from './packages.js';
import { readSecret } from './secrets.js';
import { readVulnerability } from './vulnerabilities.js';

/** What a report says, in our own form. Entries that are not in Trivy's form are a gap together. */
export function observe(report: Fields): Observed {
  const reading = new Reading(textIn(report['ArtifactName'], LIMITS.path));
  for (const result of listIn(report['Results'])) {
    if (isFields(result)) reading.add(result);
    else reading.strange++;
  }
  const os = osOf(report);
  return {
    ...(os !== undefined && { os }),
    packages: reading.packages,
    vulnerabilities: reading.vulnerabilities,
    secrets: reading.secrets,
    misconfigurations: reading.misconfigurations,
    gaps: strangeGaps(reading.strange),
  };
}

class Reading {
  readonly packages: ImagePackage[] = [];
  readonly vulnerabilities: ImageVulnerability[] = [];
  readonly secrets: ImageSecret[] = [];
  readonly misconfigurations: Misconfiguration[] = [];
  /** Entries that cannot be read. */
  strange = 0;
  readonly #image: string;

  constructor(image: string) {
    this.#image = image;
  }

  add(result: Fields): void {
    const target = textIn(result['Target'], LIMITS.path);
    const list = packageListOf(result, target);
    if (list !== undefined) {
      this.#each(result['Packages'], this.packages, (entry) => readPackage(entry, list));
      this.#each(result['Vulnerabilities'], this.vulnerabilities, (entry) => readVulnerability(entry, list));
    } else if (listIn(result['Vulnerabilities']).length > 0) this.strange++;
    this.#each(result['Secrets'], this.secrets, (entry) => readSecret(entry, target, this.#image));
    const failed = listIn(result['Misconfigurations']).filter(
      (entry) => fieldsIn(entry)['Status'] !== 'PASS',
    );
    this.#each(failed, this.misconfigurations, readMisconfiguration);
  }

  #each<T>(entries: unknown, into: T[], read: (entry: Fields) => T | undefined): void {
    if (entries !== undefined && entries !== null && !Array.isArray(entries)) this.strange++;
    for (const entry of listIn(entries)) {
      const value = isFields(entry) ? read(entry) : undefined;
      if (value === undefined) this.strange++;
      else into.push(value);
    }
  }
}

/** Types whose target is no file, but a word for all files of the language. */
const COLLECTED: ReadonlySet<string> = new Set([
  'Node.js',
  'Python',
  'Ruby',
  'Java',
  'Conda',
  'Rust',
  'PHP',
  'C/C++',
  'Julia',
]);

function packageListOf(result: Fields, target: string): PackageList | undefined {
  const type = textIn(result['Type'], LIMITS.name);
  if (result['Class'] === 'os-pkgs') return { kind: 'os', type };
  if (result['Class'] !== 'lang-pkgs') return undefined;
  return { kind: 'language', type, ...(!COLLECTED.has(target) && { file: target }) };
}

function osOf(report: Fields): Observed['os'] {
  const os = fieldsIn(fieldsIn(report['Metadata'])['OS']);
  const family = textIn(os['Family'], LIMITS.name);
  if (family === '' || family === 'none') return undefined;
  return { family, version: textIn(os['Name'], LIMITS.name), endOfLife: os['EOSL'] === true };
}

function strangeGaps(count: number): Gap[] {
  if (count === 0) return [];
  const message = `${count} entries of Trivy's report cannot be read, so what they say is unknown.`;
  return [
    { code: 'PART_SKIPPED', message, remedy: 'Use the version of Trivy that `railgate doctor` names.' },
  ];
}
