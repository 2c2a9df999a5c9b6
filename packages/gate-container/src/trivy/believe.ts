import { GateError, cleanText, type Gap } from '@railgate/contract';

import { ECOSYSTEM_OF } from './canary/language-packages.js';
import { knowsFamily } from './canary/os-packages.js';
import type { Contents } from './contents/contents.js';
import type { ImagePackage, Observed } from './observed.js';
import type { Proofs } from './proof.js';
import type { Settings } from './scan-image.js';

export interface Doubt {
  readonly observed: Observed;
  /** For messages. */
  readonly name: string;
  readonly settings: Settings;
  readonly proofs: Pick<Proofs, 'ofEverything' | 'ofRelease'>;
  /** Looks into the image; nothing where that is not possible here. Asked only where there is a doubt. */
  look(): Promise<Contents | undefined>;
}

const UPDATE =
  'Run `railgate db update trivy`; if it stays, nobody publishes advisories for this, so waive the gap with a reason.';

/**
 * Why a report that names no vulnerability is not yet a clean image: what Trivy did not read, and what the database cannot
 * answer for.
 *
 * @throws {GateError} `LOOKED_AT_NOTHING` when packages are there of which Trivy saw none
 */
export async function doubtsOf(doubt: Doubt): Promise<Gap[]> {
  const unread = await unreadGaps(doubt);
  const release = await releaseGaps(doubt);
  return [...unread, ...release, ...(await ecosystemGaps(doubt)), ...javaGaps(doubt)];
}

/** A look of our own only where Trivy saw no package of a kind: a second reading of the image costs. */
async function unreadGaps(doubt: Doubt): Promise<Gap[]> {
  const { packages, os } = doubt.observed;
  const hasOs = packages.some(({ kind }) => kind === 'os');
  const hasLanguage = packages.some(({ kind }) => kind === 'language');
  if (hasOs && hasLanguage) return [];
  const contents = await doubt.look();
  if (contents === undefined) {
    return [
      skipped(
        doubt,
        'holds layers in a form that is not looked into here, so nobody knows what Trivy did not see.',
      ),
    ];
  }
  const list = contents.has('package-list');
  const installed = contents.has('language-package');
  if (!hasLanguage && installed !== undefined) throw sawNothing(doubt, installed);
  if (hasOs) return [];
  if (list !== undefined) return listGaps(doubt, list);
  if (os !== undefined)
    return [
      skipped(
        doubt,
        `is ${nameOf(os)} without a list of its packages, so their vulnerabilities are unknown.`,
      ),
    ];
  if (hasLanguage || contents.programs === 0) return [];
  return [
    skipped(
      doubt,
      `holds ${contents.programs} programs and no list of packages, so nobody knows what they are made of.`,
    ),
  ];
}

/** A list of a distribution that Trivy knows must have been read. */
function listGaps(doubt: Doubt, list: string): Gap[] {
  const { os } = doubt.observed;
  if (os !== undefined && knowsFamily(os.family)) throw sawNothing(doubt, list);
  const what =
    os === undefined
      ? 'of a distribution that Trivy does not recognise'
      : `of ${nameOf(os)}, which Trivy does not know`;
  return [
    missing(doubt, `holds packages ${what} (${cleanText(list)}), so their vulnerabilities are unknown.`),
  ];
}

/** A vulnerability that was found proves as much as a canary. */
async function releaseGaps({ observed, name, settings, proofs }: Doubt): Promise<Gap[]> {
  const { os, packages, vulnerabilities } = observed;
  if (os === undefined || !packages.some(({ kind }) => kind === 'os')) return [];
  if (vulnerabilities.some(({ kind }) => kind === 'os') || (await proofs.ofRelease(os, settings))) return [];
  return [missing({ name }, `is ${nameOf(os)}, for which the database answers nothing.`)];
}

async function ecosystemGaps({ observed, name, settings, proofs }: Doubt): Promise<Gap[]> {
  const silent = silentTypes(observed);
  if (silent.length === 0) return [];
  const { ecosystems } = await proofs.ofEverything(settings);
  const unproven = silent.filter((type) => {
    const ecosystem = ECOSYSTEM_OF.get(type);
    return ecosystem === undefined || !ecosystems.has(ecosystem);
  });
  return unproven.map((type) =>
    missing(
      { name },
      `holds packages of the kind ${cleanText(type)}, for which the database answers nothing.`,
    ),
  );
}

/** Kinds of language packages of which none is known to be vulnerable. */
function silentTypes({ packages, vulnerabilities }: Observed): string[] {
  const sourceOf = (type: string): string => ECOSYSTEM_OF.get(type) ?? type;
  const isLanguage = ({ kind }: Pick<ImagePackage, 'kind'>): boolean => kind === 'language';
  const loud = new Set(vulnerabilities.filter(isLanguage).map(({ type }) => sourceOf(type)));
  const types = new Set(packages.filter(isLanguage).map(({ type }) => type));
  return [...types].filter((type) => !loud.has(sourceOf(type))).sort();
}

function javaGaps({ name, settings }: Doubt): Gap[] {
  if (!settings.withoutJava) return [];
  const gap = missing({ name }, 'holds Java archives, and there is no database that says what is in them.');
  return [{ ...gap, remedy: 'Run `railgate db update trivy-java`.' }];
}

function sawNothing({ name }: Doubt, path: string): GateError {
  return new GateError(
    'LOOKED_AT_NOTHING',
    `${cleanText(name)} holds ${cleanText(path)}, and Trivy read no package from it.`,
    {
      remedy:
        'The list of packages is damaged, or of a form that this version of Trivy does not read: build the image again, or use the version that `railgate doctor` names.',
    },
  );
}

function skipped({ name }: Pick<Doubt, 'name'>, what: string): Gap {
  return {
    code: 'PART_SKIPPED',
    message: `${cleanText(name)} ${what}`,
    remedy:
      'Start from an image that keeps its list of packages, build with one in the programs (Go does; Rust with cargo-auditable), or waive the gap with a reason.',
  };
}

function missing({ name }: Pick<Doubt, 'name'>, what: string): Gap {
  return { code: 'SOURCE_MISSING', message: `${cleanText(name)} ${what}`, remedy: UPDATE };
}

function nameOf({ family, version }: NonNullable<Observed['os']>): string {
  return cleanText(`${family} ${version}`.trim());
}
