import { cleanText } from '@railgate/contract';
import type { DockerfileDocument } from '@railgate/code';

import { align, alignEdited, endsAlike, type Alignment, type Budget } from './align.js';
import { judgeBase, type BaseEvidence } from './base-evidence.js';
import { LAYER_MAKING, type Step } from './history-step.js';
import { escapeOf } from './instruction-text.js';
import { otherMaker } from './other-makers.js';
import { stageChains, type StageChain } from './stages.js';
import type { TraceHints, TracedImage } from './trace.js';
import { SQUASHED } from './unreadable.js';

/** A stage of a Dockerfile that made the image. */
export interface Build {
  readonly chain: StageChain;
  readonly alignment: Alignment;
  readonly base: BaseEvidence;
  readonly score: number;
}

export type Found =
  | { readonly kind: 'build'; readonly build: Build }
  /** With a full stop. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** Comparisons of an instruction with an entry; a repository of a thousand Dockerfiles needs some thousand. */
const COMPARISONS = 1_000_000;

/** Points below which everybody's instructions are no proof: `COPY . .` and `CMD ["npm", "start"]`. */
const ENOUGH = 3;

/** The build whose instructions are at the end of the history, of several the one that most of them show. */
export function findBuild(
  image: TracedImage,
  steps: readonly Step[],
  dockerfiles: readonly DockerfileDocument[],
  hints: TraceHints,
): Found {
  const search: Search = { image, steps, hints, budget: { left: COMPARISONS }, squashed: false };
  const wanted = hints.dockerfile;
  const asked = wanted === undefined ? dockerfiles : dockerfiles.filter((one) => one.path === wanted);
  const builds = asked.flatMap((document) => buildsOf(document, search));
  if (search.budget.left <= 0)
    return unknown('The Dockerfiles of the repository are too many and too alike to be compared.');
  if (builds.length > 0) return mostSpecific(builds, hints);
  const edited = asked.length === 1 ? editedBuild(asked, search) : undefined;
  return edited ? { kind: 'build', build: edited } : unknown(whyNone(search, steps));
}

interface Search {
  readonly image: TracedImage;
  readonly steps: readonly Step[];
  readonly hints: TraceHints;
  readonly budget: Budget;
  /** A Dockerfile fits, but for the base image, of which nothing is left. */
  squashed: boolean;
}

function unknown(reason: string): Found {
  return { kind: 'unknown', reason };
}

function buildsOf(document: DockerfileDocument, search: Search): Build[] {
  const { steps, budget } = search;
  const escape = escapeOf(document);
  const builds: Build[] = [];
  for (const chain of chainsOf(document, search)) {
    if (budget.left <= 0 || !endsAlike(chain.stage, steps, escape, budget)) continue;
    const alignment = align(chain.instructions, steps, escape, budget);
    const build = alignment && mayBeEmpty(alignment, search) && toBuild(chain, alignment, search);
    if (build) builds.push(build);
  }
  return builds;
}

/** A Dockerfile that is a `FROM` and no more fits every image; where somebody says that it is the one, all is the base's. */
function mayBeEmpty({ pairs }: Alignment, { hints }: Search): boolean {
  return pairs.length > 0 || hints.dockerfile !== undefined;
}

function* chainsOf(
  document: DockerfileDocument,
  { hints, image }: Pick<Search, 'hints' | 'image'>,
): Generator<StageChain> {
  const target = hints.target?.toLowerCase();
  for (const chain of stageChains(document, hints.buildArguments ?? {}, platformOf(image))) {
    if (target === undefined || chain.stage.name?.toLowerCase() === target) yield chain;
  }
}

/** Nothing where it is no platform that a builder could have been told. */
function platformOf({ config: { os, architecture, variant } }: TracedImage): string | undefined {
  const platform = [os, architecture, ...(variant === undefined ? [] : [variant])].join('/');
  return /^[a-z0-9]{1,20}(?:\/[a-z0-9_]{1,20}){1,2}$/.test(platform) ? platform : undefined;
}

function toBuild(chain: StageChain, alignment: Alignment, search: Search): Build | undefined {
  const base = judgeBase(chain, alignment, search.steps, search.image, search.hints);
  if (base) return { chain, alignment, base, score: alignment.score + base.score };
  if (chain.base !== undefined && alignment.start === 0) search.squashed = true;
  return undefined;
}

function mostSpecific(builds: readonly Build[], hints: TraceHints): Found {
  const asked = hints.dockerfile !== undefined;
  const proven = asked ? builds : builds.filter(isProven);
  // A sort keeps the order of equals: the final stage of a Dockerfile comes before those that are alike.
  const [best, ...others] = proven.toSorted((a, b) => b.score - a.score);
  if (!best)
    return unknown(
      `${pathOf(builds[0])} fits, and so would any other: its instructions are those of everybody.`,
    );
  const rival = others.find((one) => one.score === best.score && one.chain.document !== best.chain.document);
  if (!rival) return { kind: 'build', build: best };
  return unknown(`${pathOf(best)} and ${pathOf(rival)} fit its history equally well.`);
}

function pathOf(build: Build | undefined): string {
  return cleanText(build?.chain.document.path ?? '');
}

/** An image of somebody else's may end with a `CMD` like ours; it does not end with what we put into it. */
function isProven({ alignment, base, score }: Build): boolean {
  return (
    (base.confirmed || score >= ENOUGH) &&
    alignment.pairs.some(({ instruction }) => LAYER_MAKING.has(instruction.keyword))
  );
}

/** How much must be the same for one instruction that is not. */
const SAME_FOR_EACH = 6;
const MOST_DIFFERENCES = 2;

/** With one Dockerfile alone in question: the same, where it was edited a little since the image was built. */
function editedBuild([document]: readonly DockerfileDocument[], search: Search): Build | undefined {
  if (!document) return undefined;
  const escape = escapeOf(document);
  const allowed = search.hints.dockerfile === undefined ? 1 : MOST_DIFFERENCES;
  for (const chain of chainsOf(document, search)) {
    const alignment = alignEdited(chain.instructions, search.steps, escape, search.budget, allowed);
    if (!alignment || alignment.pairs.length < alignment.differences * SAME_FOR_EACH) continue;
    const build = toBuild(chain, alignment, search);
    if (build && build.score >= ENOUGH * (alignment.differences + 1) && isProven(build)) return build;
  }
  return undefined;
}

function whyNone({ squashed, hints, image }: Search, steps: readonly Step[]): string {
  const maker = otherMaker(image);
  if (maker !== undefined) return `${maker} made this image, without a Dockerfile of the repository.`;
  if (squashed) return SQUASHED;
  const last = steps.at(-1);
  if (
    last?.keyword === 'RUN' &&
    last.builder === 'classic' &&
    last.empty &&
    !last.shells.some((one) => last.text.includes(one))
  ) {
    return 'The image was changed after it had been built: its last step is no instruction of a Dockerfile.';
  }
  const asked = hints.dockerfile;
  if (asked !== undefined) return `Its history does not show the instructions of ${cleanText(asked)}.`;
  return 'Its history shows the instructions of no Dockerfile of the repository.';
}
