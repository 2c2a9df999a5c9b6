import type { Gap } from '@railgate/contract';

import type {
  ImagePackage,
  ImageSecret,
  ImageVulnerability,
  Misconfiguration,
  Observed,
} from '../observed.js';
import { fieldsIn, isFields, textIn, type Fields } from './fields.js';
import { LIMITS } from './limits.js';
import { readMisconfiguration } from './misconfigurations.js';
import { readPackage, type PackageList } from './packages.js';
import type { EntryReader, ReportHead, ResultHead } from './report.js';
import { readSecret } from './secrets.js';
import { Texts } from './texts.js';
import { readVulnerability } from './vulnerabilities.js';

/** What the entries of one report say, in our own form. Those that are not in Trivy's form are a gap together. */
export class Observer implements EntryReader {
  readonly #packages: ImagePackage[] = [];
  readonly #vulnerabilities: ImageVulnerability[] = [];
  readonly #secrets: ImageSecret[] = [];
  readonly #misconfigurations: Misconfiguration[] = [];
  readonly #texts = new Texts();
  #strange = 0;

  entry(list: string, entry: unknown, result: ResultHead, { artifactName }: ReportHead): void {
    const packages = packageListOf(result);
    if (list === 'Packages' && packages)
      this.#add(this.#packages, entry, (fields) => readPackage(fields, packages));
    else if (list === 'Vulnerabilities')
      this.#add(this.#vulnerabilities, entry, (fields) => packages && readVulnerability(fields, packages));
    else if (list === 'Secrets')
      this.#add(this.#secrets, entry, (fields) => readSecret(fields, result.target, artifactName));
    else if (list === 'Misconfigurations' && fieldsIn(entry)['Status'] !== 'PASS')
      this.#add(this.#misconfigurations, entry, readMisconfiguration);
  }

  strange(): void {
    this.#strange++;
  }

  /** @param report all but its results */
  observed(report: Fields): Observed {
    const os = osOf(report);
    return {
      ...(os !== undefined && { os }),
      packages: this.#packages,
      vulnerabilities: this.#vulnerabilities,
      secrets: this.#secrets,
      misconfigurations: this.#misconfigurations,
      gaps: strangeGaps(this.#strange),
    };
  }

  #add<T extends object>(into: T[], entry: unknown, read: (entry: Fields) => T | undefined): void {
    const value = isFields(entry) ? read(entry) : undefined;
    if (value === undefined) this.strange();
    else into.push(this.#texts.share(value));
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

function packageListOf({ target, kind, type }: ResultHead): PackageList | undefined {
  if (kind === 'os-pkgs') return { kind: 'os', type };
  if (kind !== 'lang-pkgs') return undefined;
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
