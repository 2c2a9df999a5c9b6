import SemVer from 'semver/classes/semver.js';

import type { Scheme } from './scheme.js';

/** As npm reads versions: `v1.2.3` and `1.2.3beta` are versions. Records and Go's `go` lines leave out zeros: `13.0`. */
export const semver: Scheme<SemVer> = {
  parse: (text) => read(text) ?? readShort(text),
  compare: (a, b) => a.compare(b),
  canonical: ({ version }) => version,
  spellings: ({ version }) => [version],
};

/** Versions of Pub are ordered by what follows the plus, too (pub.dev/packages/pub_semver). */
export const pubSemver: Scheme<SemVer> = {
  ...semver,
  compare: (a, b) => a.compare(b) || a.compareBuild(b),
  canonical: withBuild,
  spellings: (version) => [withBuild(version)],
};

/** `go1.21.3` is what Go calls itself. */
export const goSemver: Scheme<SemVer> = {
  ...semver,
  parse: (text) => semver.parse(text.startsWith('go') ? text.slice('go'.length) : text),
};

function withBuild({ version, build }: SemVer): string {
  return build.length === 0 ? version : `${version}+${build.join('.')}`;
}

function read(text: string): SemVer | undefined {
  try {
    return new SemVer(text, { loose: true });
  } catch {
    return undefined;
  }
}

const SHORT = /^v?(\d{1,16})(?:\.(\d{1,16}))?([-+].*)?$/;

function readShort(text: string): SemVer | undefined {
  const [, major, minor = '0', rest = ''] = SHORT.exec(text) ?? [];
  return major === undefined ? undefined : read(`${major}.${minor}.0${rest}`);
}
