import type { ImagePackage } from '../observed.js';
import { fieldsIn, textIn, wordsIn, type Fields } from './fields.js';
import { inImage } from './in-image.js';
import { LIMITS } from './limits.js';

/** The list that a package stands in. */
export interface PackageList {
  readonly kind: ImagePackage['kind'];
  /** Trivy's name: `alpine`, `node-pkg`. */
  readonly type: string;
  /** The file that the list was read from, where it is one file for all of them. */
  readonly file?: string;
}

/** Nothing where it has no name. */
export function readPackage(entry: Fields, list: PackageList): ImagePackage | undefined {
  const name = textIn(entry['Name'], LIMITS.name);
  if (name === '') return undefined;
  const version = versionOf(entry);
  return {
    kind: list.kind,
    type: list.type,
    name,
    version,
    purl: purlOf(entry['Identifier'], name, version),
    licences: wordsIn(entry['Licenses'], LIMITS.licences, LIMITS.name),
    ...inImage(entry, entry['FilePath'] ?? list.file),
  };
}

/** Trivy writes the parts of a distribution's version apart: `FormatVersion` of its pkg/scan/utils puts them together so. */
function versionOf(entry: Fields): string {
  const release = textIn(entry['Release'], LIMITS.name);
  const epoch = entry['Epoch'];
  return [
    typeof epoch === 'number' && epoch !== 0 ? `${epoch}:` : '',
    textIn(entry['Version'], LIMITS.name),
    release === '' ? '' : `-${release}`,
  ].join('');
}

export function purlOf(identifier: unknown, name: string, version: string): string {
  const purl = textIn(fieldsIn(identifier)['PURL'], LIMITS.path);
  if (purl.startsWith('pkg:')) return purl;
  return `pkg:generic/${encodeURIComponent(name)}${version === '' ? '' : `@${encodeURIComponent(version)}`}`;
}
