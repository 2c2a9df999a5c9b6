import { groupBy, type GateError } from '@railgate/contract';
import type { Ecosystem } from '@railgate/dependencies';
import { hostOf } from '@railgate/kit';

import { listed, plainText } from '../findings/plain-text.js';
import type { Uncovered } from './engine.js';

/** A package that nobody was asked about. */
export interface Unasked {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  /** Of the lockfile. */
  readonly path: string;
  readonly line: number;
}

/** One whose name a service was not told, since it may be a private one. */
export interface Withheld extends Unasked {
  /** Address that it comes from. */
  readonly from: string;
}

const SHOWN = 5;
const LONGEST = 100;

/** One gap for each place that they come from. @param asked who would have been told */
export function withheldGaps(packages: readonly Withheld[], asked: string): Uncovered[] {
  return [...groupBy(packages, ({ from }) => hostOf(from))].flatMap(([host, all]) =>
    gapOn(
      all,
      `${asked} was not asked about ${namesOf(all)}: they come from ${host}, and their names may be private.`,
      `Import a database (\`railgate db update\`), which tells no name to anybody; or set \`registryOnly\` to false, if everybody may know the names.`,
    ),
  );
}

/** One gap on all packages of a service that did not answer. */
export function unansweredGaps(packages: readonly Unasked[], { message, remedy }: GateError): Uncovered[] {
  return gapOn(packages, `Nobody answered for ${namesOf(packages)}: ${message}`, remedy);
}

function gapOn(packages: readonly Unasked[], message: string, remedy: string): Uncovered[] {
  const [first] = packages;
  if (!first) return [];
  const { ecosystem, path, line } = first;
  return [{ ecosystem, gap: { code: 'SOURCE_MISSING', message, remedy, path, line } }];
}

function namesOf(packages: readonly Unasked[]): string {
  const all = [...new Set(packages.map(({ name }) => name))];
  return listed(
    all.map((name) => plainText(name, LONGEST)),
    SHOWN,
  );
}
