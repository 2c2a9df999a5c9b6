import type { Files } from './tar.js';

type Writer = (packages: readonly string[]) => readonly [path: string, text: string];

/**
 * Source packages that every distribution has had to mend many times. In their oldest version they are vulnerable, whatever
 * the release, so that a database which answers nothing for all of them has no advisories of the release.
 */
const MENDED = [
  'openssl', 'busybox', 'curl', 'zlib', 'glibc', 'musl', 'expat', 'libxml2', 'sqlite', 'sqlite3', 'xz', 'xz-utils', 'tar',
  'bash', 'perl', 'python3', 'python3.11', 'git', 'gnutls', 'gnutls28', 'krb5', 'systemd', 'ncurses', 'pcre2', 'libgcrypt',
  'gnupg2', 'nghttp2', 'libssh2', 'openldap', 'util-linux', 'shadow', 'kernel', 'linux', 'vim', 'sudo', 'nginx', 'nodejs', 'apk-tools', 'dpkg', 'apt',
] as const; // prettier-ignore

const apk: Writer = (packages) => [
  'lib/apk/db/installed',
  packages.map((name) => `P:${name}\nV:0.0.1-r0\nA:x86_64\nL:MIT\no:${name}\n`).join('\n') + '\n',
];

const dpkg: Writer = (packages) => [
  'var/lib/dpkg/status',
  packages
    .map(
      (name) =>
        `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: 0.0.1-1\nSource: ${name}\nMaintainer: canary\n`,
    )
    .join('\n') + '\n',
];

/** The form of images without `rpm`; the real one is a database file. */
const rpm: Writer = (packages) => [
  'var/lib/rpmmanifest/container-manifest-2',
  packages
    .map((name) =>
      [name, '0.0.1-1', '1', '1', 'canary', '(none)', '1', 'x86_64', '0', `${name}-0.0.1-1.src.rpm`].join(
        '\t',
      ),
    )
    .join('\n') + '\n',
];

interface Distribution {
  readonly write: Writer;
  /** The file that says which release it is. */
  release(name: string): readonly [path: string, text: string];
}

/** By Trivy's name of the family. */
const DISTRIBUTIONS: ReadonlyMap<string, Distribution> = new Map<string, Distribution>([
  ['alpine', { write: apk, release: (name) => ['etc/alpine-release', `${name}\n`] }],
  ['wolfi', { write: apk, release: osRelease('wolfi') }],
  ['chainguard', { write: apk, release: osRelease('chainguard') }],
  ['minimos', { write: apk, release: osRelease('minimos') }],
  ['debian', { write: dpkg, release: (name) => ['etc/debian_version', `${name}\n`] }],
  [
    'ubuntu',
    { write: dpkg, release: (name) => ['etc/lsb-release', `DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=${name}\n`] },
  ],
  ['echo', { write: dpkg, release: osRelease('echo') }],
  ['amazon', { write: rpm, release: (name) => ['etc/system-release', `Amazon Linux ${name}\n`] }],
  ['redhat', { write: rpm, release: osRelease('rhel') }],
  ['centos', { write: rpm, release: osRelease('centos') }],
  ['rocky', { write: rpm, release: osRelease('rocky') }],
  ['alma', { write: rpm, release: osRelease('almalinux') }],
  ['oracle', { write: rpm, release: osRelease('ol') }],
  ['photon', { write: rpm, release: osRelease('photon') }],
  ['azurelinux', { write: rpm, release: osRelease('azurelinux') }],
  ['cbl-mariner', { write: rpm, release: osRelease('mariner') }],
  ['sles', { write: rpm, release: osRelease('sles') }],
  ['slem', { write: rpm, release: osRelease('sle-micro') }],
  ['opensuse-leap', { write: rpm, release: osRelease('opensuse-leap') }],
  ['opensuse-tumbleweed', { write: rpm, release: osRelease('opensuse-tumbleweed') }],
]);

/**
 * An image of this very release, whose packages are all ancient. Nothing for a family that Trivy has no advisories of.
 *
 * @param family as Trivy names it
 * @param release as the image names it: text of a stranger, of which only a plain one is taken
 */
export function osPackages(family: string, release: string): Files | undefined {
  const distribution = DISTRIBUTIONS.get(family);
  if (distribution === undefined || !/^[\w][\w .()/+-]{0,60}$/.test(release)) return undefined;
  return new Map(
    [distribution.release(release), distribution.write(MENDED)].map(([path, text]) => [
      path,
      Buffer.from(text),
    ]),
  );
}

function osRelease(id: string): Distribution['release'] {
  return (name) => ['etc/os-release', `ID=${id}\nVERSION_ID="${name}"\n`];
}

/** Whether Trivy reads the packages of this family. */
export function knowsFamily(family: string): boolean {
  return DISTRIBUTIONS.has(family);
}
