import { plainText } from '@railgate/contract';
import { parseReference, showReference } from '@railgate/images';

import { nameOf } from '../targets/reference.js';
import type { Observed } from '../trivy/observed.js';
import { readBaseTag, type BaseTag } from './base-tag.js';
import type { ImageView } from './view.js';
import { distributionName, releaseOf, supportedAfter, type Release } from './releases.js';

/** What a run knows of base images beside their names. */
export interface BaseKnowledge {
  /** Which releases are supported. */
  readonly now: Date;
  /** All tags of a repository, where its registry was asked; by its name as `nameOf` gives it. */
  readonly tags?: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface BaseFacts extends BaseKnowledge {
  readonly os: Observed['os'];
}

/**
 * What to start from, so that a package is there in the version that the image's own distribution has already: `build again
 * with …`. No full stop at the end. Tags are derived from the form of the one that is there; what cannot be known without
 * asking is said with the command that tells.
 *
 * @param base as `FROM` names it
 */
export function newerBase(base: string, facts: BaseFacts): string {
  if (facts.os?.endOfLife) return supportedBase(base, facts);
  if (base.includes('@')) return newerDigest(base);
  const image = plainText(base, 300);
  const again = `build again with \`docker build --pull\`, which fetches ${image} anew`;
  const tag = readBaseTag(base);
  if (!tag) return again;
  if (tag.line === showReference(tag.reference)) return `${again}: its tag names a line, not one version`;
  if (isThere(tag.line, facts) === false) return `start from a newer version of ${image} (${listing(base)})`;
  return `start from \`${tag.line}\`, the tag of the whole line, which moves on with each repair, where ${image} stays with one version${asking(tag.line, facts)}`;
}

/**
 * What to start from instead of an image whose release of a distribution gets no updates any more. Without a full stop.
 *
 * @param base as `FROM` names it
 */
export function supportedBase(base: string, facts: BaseFacts): string {
  const tag = readBaseTag(base);
  const successors = successorsOf(tag, facts);
  const named = successors.flatMap((release) => {
    const name = tag?.on(release);
    return name === undefined ? [] : [{ name, release }];
  });
  const [first] = named.filter(({ name }) => isThere(name, facts) !== false);
  if (first) {
    const { version, until } = first.release;
    return `start from \`${first.name}\`: the same line on ${distributionName(facts.os?.family)} ${version}, which gets security updates until ${until}${asking(first.name, facts, '; if not, a newer version of it is the way')}`;
  }
  return unnamed(base, tag, named.length > 0);
}

/** Where the tag names no release, or another one than the image holds, or the one that it names has no successor yet. */
function unnamed(base: string, tag: BaseTag | undefined, isRefused: boolean): string {
  const image = plainText(base, 300);
  const listed = listing(base);
  if (isRefused)
    return `start from a newer version of ${image}: its line is not there for a release that is supported (${listed})`;
  if (tag?.release) return `start from a release that is supported instead of ${image} (${listed})`;
  if (base.includes('@'))
    return `${newerDigest(base)}; if that holds the same release, take a newer version (${listed})`;
  return `build again with \`docker build --pull\`, which fetches ${image} anew; if that holds the same release, nobody builds this line any more: take a newer version (${listed})`;
}

function listing(base: string): string {
  const reference = parseReference(base);
  const name = reference ? `${reference.registry}/${reference.repository}` : plainText(base, 300);
  return `\`skopeo list-tags docker://${name}\` shows what there is`;
}

function successorsOf(tag: BaseTag | undefined, { os, now }: BaseFacts): readonly Release[] {
  if (!tag?.release || !os) return [];
  const { family, release } = tag.release;
  // A tag that says another release than the image holds is somebody's own.
  return releaseOf(os.family, os.version) === release ? supportedAfter(family, release, now) : [];
}

/** The base images, as `FROM` names them, for which advice may name another tag: a registry could tell whether it is there. */
export function basesInDoubt(views: readonly ImageView[]): string[] {
  const doubtful = views.filter(
    ({ observed: { os, vulnerabilities } }) => os?.endOfLife === true || vulnerabilities.length > 0,
  );
  const named = doubtful.flatMap(({ trace, uses }) => [trace.base ?? '', ...uses.map(({ name }) => name)]);
  return [...new Set(named)].filter((base) => {
    const tag = readBaseTag(base);
    return tag && (tag.release !== undefined || tag.line !== showReference(tag.reference));
  });
}

/** A digest is never made up: the registry alone knows the one of today. */
function newerDigest(base: string): string {
  const [name = ''] = plainText(base, 300).split('@');
  return `start from a newer digest of ${name}: \`docker buildx imagetools inspect ${name}\` shows the one of today`;
}

function asking(name: string, facts: BaseFacts, otherwise = ''): string {
  const command = `docker manifest inspect ${name}`;
  return isThere(name, facts) ? '' : ` (\`${command}\` says whether it is there${otherwise})`;
}

/** Undefined where nobody was asked. */
function isThere(name: string, { tags }: BaseFacts): boolean | undefined {
  const reference = parseReference(name);
  if (!reference) return undefined;
  return tags?.get(nameOf(reference))?.has(reference.tag ?? '');
}
