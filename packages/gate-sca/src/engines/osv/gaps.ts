import type { Database } from '@railgate/advisories';
import { cleanText, type Gap } from '@railgate/contract';
import type { Ecosystem } from '@railgate/dependencies';

import type { AskedPackage } from '../asked.js';
import { dataOf } from '../local-data.js';

/** Gaps of one kind in one ecosystem; the last one counts the rest. */
const MOST = 20;
const NAMES = 5;
const LONGEST = 100;

/** Records of the import of which nobody knows what they are about: any package may be in them. */
export function brokenRecords(database: Database, ecosystem: Ecosystem): Gap[] {
  const { opaque = 0 } = dataOf(database, ecosystem) ?? {};
  if (opaque === 0) return [];
  return [
    {
      code: 'PART_SKIPPED',
      message: `${counted(opaque)} of the ${ecosystem} database could not be read when it was imported, and nobody knows what they would say${namesOf(database, ecosystem)}.`,
      remedy:
        'Import it again with `railgate db update`, or mend the archive and run `railgate db import DIR`.',
    },
  ];
}

/** The records that could not be used, in a sentence for readers: what they name is a gap of its own where it is there. */
export function leftOut(database: Database, ecosystem: Ecosystem): string | undefined {
  const { broken = 0, opaque = 0 } = dataOf(database, ecosystem) ?? {};
  if (broken === opaque) return undefined;
  return `${counted(broken - opaque)} of the ${ecosystem} database could not be used when it was imported${namesOf(database, ecosystem)}.`;
}

function counted(records: number): string {
  return records === 1 ? '1 record' : `${records} records`;
}

function namesOf(database: Database, ecosystem: Ecosystem): string {
  const { broken = 0, brokenNames = [] } = dataOf(database, ecosystem) ?? {};
  const names = brokenNames.slice(0, NAMES).map(({ name, why }) => `${short(name)} (${short(why)})`);
  return `: ${names.join(', ')}${broken > names.length ? ', …' : ''}`;
}

/** Packages with advisories, whose version is none: no range can be held against it. */
export function noVersion(packages: readonly AskedPackage[]): Gap[] {
  return bounded(packages, (one) => ({
    code: 'PART_SKIPPED',
    message: `There are advisories for ${named(one)}, and that is no version as ${one.ecosystem} orders them: nobody can say whether they speak of it.`,
    remedy: 'Lock a version of the registry, or waive this after reading the advisories of the package.',
    path: one.path,
    line: one.line,
  }));
}

/** Packages with advisories whose ranges could not be read. */
export function unclearRanges(found: readonly (readonly [AskedPackage, readonly string[]])[]): Gap[] {
  return bounded(found, ([one, ids]) => ({
    code: 'PART_SKIPPED',
    message: `${ids.slice(0, NAMES).map(short).join(', ')} may speak of ${named(one)}: which versions are affected cannot be read.`,
    remedy: 'Read the advisory (https://osv.dev), and waive this where it does not matter.',
    path: one.path,
    line: one.line,
  }));
}

function bounded<Item>(items: readonly Item[], gapOf: (item: Item) => Gap): Gap[] {
  const gaps = items.slice(0, MOST).map(gapOf);
  const last = gaps.at(-1);
  const more = items.length - gaps.length;
  return last && more > 0
    ? [...gaps, { ...last, message: `${more} more packages: as the one before. ${last.message}` }]
    : gaps;
}

function named({ name, version }: AskedPackage): string {
  return `${short(name)} ${short(version)}`;
}

function short(text: string): string {
  return cleanText(text.slice(0, LONGEST));
}
