import {
  compareText,
  groupBy,
  plainText,
  type Finding,
  type ImageFinding,
  type Place,
} from '@railgate/contract';
import { parseReference } from '@railgate/images';

import type { BaseUse } from '../targets/base-uses.js';
import { nameOf } from '../targets/reference.js';
import type { Cause } from '../trace/trace.js';
import type { InImage } from '../trivy/observed.js';
import type { ImageView } from './view.js';

/** Where something of an image comes from, and where that is to be mended. */
export interface Site {
  /** `unknown`: no line of the repository is known to have brought it. */
  readonly from: 'own' | 'base' | 'unknown';
  /** The line of a Dockerfile; absent with `unknown`. */
  readonly at?: Place;
  readonly related: readonly Place[];
  /** Name of the image that its identity holds: of the base image for what that brings, whoever builds on it. */
  readonly image: string;
  /** The base image as `FROM` names it. */
  readonly base?: string;
  /** `RUN apk add curl`. */
  readonly instruction?: string;
  /** Which only helps to build the image, and is not in what runs. */
  readonly buildsOnly?: boolean;
}

/**
 * The places of one finding, from all of its occurrences: our own line before that of the base image, since that is the one
 * that can be mended here. A base image has a place for each Dockerfile that starts from it.
 */
export function sitesOf(view: ImageView, occurrences: readonly InImage[]): [Site, ...Site[]] {
  const causes = causesOf(view, occurrences);
  const traced = view.trace.dockerfile === undefined ? undefined : tracedSite(view, causes);
  const uses = view.uses.filter(({ at }) => at.path !== traced?.at?.path);
  const [first, ...others] = usedSites(view, uses);
  if (traced) return first && traced.from !== 'own' ? [traced, first, ...others] : [traced];
  return first ? [first, ...others] : [unknownSite(view)];
}

/** A finding without its place, at each of its sites. */
export function placed<Rest extends Pick<Finding, 'ruleId' | 'message'>>(
  rest: Rest & Pick<ImageFinding, 'subject'>,
  site: Site,
  path: string | undefined,
): Finding | ImageFinding {
  const { at, related, image } = site;
  const more = related.length > 0 ? { related } : {};
  return at
    ? { ...rest, at, ...more }
    : {
        ...rest,
        in: { image: plainText(image, 300), ...(path !== undefined && { path: plainText(path, 500) }) },
        ...more,
      };
}

/** `It is from the base image node:22 (Dockerfile:1).` */
export function originText(site: Site, view: ImageView): string {
  const { from, at, base, instruction, buildsOnly } = site;
  const where = at ? ` (${plainText(at.path, 300)}:${at.region.startLine})` : '';
  if (from === 'own') return `It was brought by \`${plainText(instruction ?? '', 200)}\`${where}.`;
  if (from === 'base') {
    const builds = buildsOnly ? ', which only helps to build' : '';
    return `It is from the base image ${plainText(base ?? view.name, 300)}${where}${builds}.`;
  }
  return `Which instruction brought it is not known: ${plainText(view.trace.unmapped ?? 'its layer is not in the history.', 300)}`;
}

/** Own ones first; each once, in the order of the file. */
function causesOf({ trace }: ImageView, occurrences: readonly InImage[]): Cause[] {
  const found = new Set<Cause>();
  for (const { diffId } of occurrences) {
    const cause = diffId === undefined ? undefined : trace.layers.get(diffId);
    if (cause) found.add(cause);
  }
  return [...found].sort(
    (a, b) =>
      Number(a.from === 'base') - Number(b.from === 'base') ||
      compareText(a.path, b.path) ||
      a.region.startLine - b.region.startLine,
  );
}

function tracedSite(view: ImageView, causes: readonly Cause[]): Site {
  const [first, ...others] = causes;
  if (!first) return unknownSite(view);
  const { base } = view.trace;
  return {
    from: first.from,
    at: placeOf(first),
    related: distinct(
      placeOf(first),
      others.map((cause) => ({ ...placeOf(cause), message: alsoText(cause, base) })),
    ),
    image: first.from === 'base' ? baseName(base, view) : view.name,
    instruction: first.instruction,
    ...(base !== undefined && { base }),
  };
}

function alsoText({ from, instruction }: Cause, base: string | undefined): string {
  return from === 'base'
    ? `The base image ${plainText(base ?? '', 300)} brings it, too.`
    : `\`${plainText(instruction, 200)}\` brings it, too.`;
}

function baseName(base: string | undefined, view: ImageView): string {
  const reference = base === undefined ? undefined : parseReference(base);
  return reference ? nameOf(reference) : view.name;
}

/** One a Dockerfile: at the `FROM` of what runs, else at the first. */
function usedSites(view: ImageView, uses: readonly BaseUse[]): Site[] {
  const byPath = [...groupBy(uses, ({ at }) => at.path)].sort(([a], [b]) => compareText(a, b));
  return byPath.map(([, all]): Site => {
    const main = all.find(({ isFinal }) => isFinal) ?? all[0];
    const others = all.filter((use) => use !== main);
    return {
      from: 'base',
      at: main.at,
      related: others.map(({ at }) => ({ ...at, message: 'This stage starts from it, too.' })),
      image: view.name,
      base: main.name,
      ...(!main.isFinal && { buildsOnly: true }),
    };
  });
}

function unknownSite(view: ImageView): Site {
  const named = view.named && { ...view.named, message: 'The image is named here.' };
  return { from: 'unknown', related: named ? [named] : [], image: view.name };
}

function placeOf({ path, region }: Cause): Place {
  return { path, region };
}

function distinct(first: Place, others: readonly Place[]): Place[] {
  const seen = new Set([keyOf(first)]);
  return others.filter((place) => {
    const isNew = !seen.has(keyOf(place));
    seen.add(keyOf(place));
    return isNew;
  });
}

function keyOf({ path, region }: Place): string {
  return `${region.startLine}\0${path}`;
}
