import { parseReference, showReference, type ImageReference } from '@railgate/images';

import { RELEASES, releaseOf, type Release } from './releases.js';

/** What the tag of a base image says by its form, which publishers of images have in common: `20.11-alpine3.18`. */
export interface BaseTag {
  readonly reference: ImageReference;
  /** The release of a distribution that the tag names, by Trivy's name of that. */
  readonly release?: { readonly family: string; readonly release: Release };
  /** The name for the whole line, as its publisher keeps it up to date: `20-alpine3.18` of `20.11.1-alpine3.18`. */
  readonly line: string;
  /** The same line on another release; undefined where the tag names none. */
  on(release: Release): string | undefined;
}

/** Images that are a distribution: their tag is its release. */
const DISTRIBUTIONS: ReadonlyMap<string, string> = new Map([
  ['alpine', 'alpine'], ['debian', 'debian'], ['ubuntu', 'ubuntu'],
  ['rockylinux', 'rocky'], ['almalinux', 'alma'], ['amazonlinux', 'amazon'],
]); // prettier-ignore

/**
 * How many numbers of a version name a line within which nothing that worked breaks, by the last part of the image's name. Two
 * for all others: too narrow a line is a smaller harm than another major version.
 */
const LINE_NUMBERS: ReadonlyMap<string, number> = new Map([
  ['amazoncorretto', 1], ['bun', 1], ['caddy', 1], ['deno', 1], ['eclipse-temurin', 1], ['mongo', 1], ['node', 1],
  ['openjdk', 1], ['postgres', 1], ['redis', 1], ['rust', 1],
]); // prettier-ignore

/** Nothing where there is no tag, or none of that form: `latest`, `lts`, `build-4711`. */
export function readBaseTag(base: string): BaseTag | undefined {
  const reference = parseReference(base);
  if (reference?.tag === undefined) return undefined;
  const image = reference.repository.replace(/^.*\//, '');
  const parts = reference.tag.split('-').map((text) => partOf(text, DISTRIBUTIONS.get(image)));
  const [release] = parts.flatMap((part) => (part.kind === 'release' ? [part] : []));
  if (!release && parts[0]?.kind !== 'version') return undefined;
  const written = (other?: Release): string =>
    showReference({
      registry: reference.registry,
      repository: reference.repository,
      tag: parts.flatMap((part) => writePart(part, LINE_NUMBERS.get(image) ?? 2, other)).join('-'),
    });
  return {
    reference,
    ...(release && { release: { family: release.family, release: release.release } }),
    line: written(),
    on: (other) =>
      release && (release.form !== 'name' || other.name !== undefined) ? written(other) : undefined,
  };
}

type Part =
  | { readonly kind: 'version'; readonly numbers: readonly string[]; readonly prefix: string }
  | {
      readonly kind: 'release';
      readonly family: string;
      readonly release: Release;
      readonly form: 'alpine' | 'name' | 'version';
    }
  /** The day on which the image was made: `bookworm-20240110`. */
  | { readonly kind: 'date' }
  | { readonly kind: 'other'; readonly text: string };

function partOf(text: string, distribution: string | undefined): Part {
  if (/^20\d{6}(?:\.\d{1,3})?$/.test(text)) return { kind: 'date' };
  const named = namedRelease(text);
  if (named) return named;
  const [, prefix = '', version] = /^(v?)(\d{1,6}(?:\.\d{1,6}){0,3})(?:[_+][\w.]{1,40})?$/.exec(text) ?? [];
  if (version === undefined) return { kind: 'other', text };
  const release = distribution === undefined ? undefined : releaseOf(distribution, version);
  if (distribution !== undefined && release)
    return { kind: 'release', family: distribution, release, form: 'version' };
  return { kind: 'version', numbers: version.split('.'), prefix };
}

function namedRelease(text: string): Part | undefined {
  const [, alpine] = /^alpine(\d{1,3}\.\d{1,3})$/.exec(text) ?? [];
  if (alpine !== undefined) {
    const release = releaseOf('alpine', alpine);
    return release && { kind: 'release', family: 'alpine', release, form: 'alpine' };
  }
  for (const [family, releases] of RELEASES) {
    const release = releases.find(({ name }) => name === text);
    if (release) return { kind: 'release', family, release, form: 'name' };
  }
  return undefined;
}

function writePart(part: Part, numbers: number, other: Release | undefined): string[] {
  if (part.kind === 'date') return [];
  if (part.kind === 'other') return [part.text];
  if (part.kind === 'version') return [part.prefix + part.numbers.slice(0, numbers).join('.')];
  const { version, name = version } = other ?? part.release;
  if (part.form === 'alpine') return [`alpine${version}`];
  return [part.form === 'name' ? name : version];
}
