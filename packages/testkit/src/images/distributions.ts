import { file, folder, symlink } from './files.js';
import type { ImageStep } from './image.js';
import type { TarEntry } from './tar.js';

/** A package of a distribution, as it is installed. */
export interface OsPackage {
  readonly name: string;
  readonly version: string;
  /** The source package, by whose name vulnerabilities are known; the same name where it is left out. */
  readonly source?: string;
  readonly licence?: string;
}

export interface Distribution {
  /** `3.18.4`, `12`. */
  readonly version: string;
  readonly packages: readonly OsPackage[];
  /** More files of the base layer. */
  readonly files?: readonly TarEntry[];
}

const SHELL = '["/bin/sh"]';

/** The steps of an Alpine base image, as Docker's classic builder made the official ones until 2024. */
export function alpineBase(distribution: Distribution): ImageStep[] {
  return baseSteps(
    alpineFiles(distribution),
    'ADD file:ff3112828967e8004a66bc67a0bd4a3f6f4b4f1d3e2f0b6f3b5f0e0a2b5a1c77 in / ',
  );
}

/** The same of Debian. */
export function debianBase(distribution: Distribution): ImageStep[] {
  return baseSteps(
    debianFiles(distribution),
    'ADD file:b1f4a9f0a5d24c0ec61f1f04e06bd4b52a8b8a8f46b1d3e9a25cf4a5b7c8d9e0 in / ',
  );
}

/** Debian's own image since 2024: made by a script, with no instruction of a Dockerfile. */
export function debuerreotypeBase(distribution: Distribution): ImageStep[] {
  const createdBy = `# debian.sh --arch 'amd64' out/ 'bookworm' '@1762202650'`;
  return [{ createdBy, comment: 'debuerreotype 0.16', files: debianFiles(distribution) }];
}

/** Files of an Alpine root: what says its version, and the list of installed packages. */
export function alpineFiles({ version, packages, files = [] }: Distribution): TarEntry[] {
  const release = version.split('.').slice(0, 2).join('.');
  return [
    folder('bin'),
    folder('etc'),
    file('etc/alpine-release', `${version}\n`),
    file('etc/os-release', osRelease('alpine', 'Alpine Linux', version)),
    file('etc/apk/repositories', `https://dl-cdn.alpinelinux.org/alpine/v${release}/main\n`),
    file('lib/apk/db/installed', packages.map(alpineEntry).join('')),
    ...files,
  ];
}

/** Files of a Debian root. */
export function debianFiles({ version, packages, files = [] }: Distribution): TarEntry[] {
  return [
    symlink('bin', 'usr/bin'),
    folder('etc'),
    file('etc/debian_version', `${version}.0\n`),
    file('etc/os-release', osRelease('debian', 'Debian GNU/Linux', version)),
    file('var/lib/dpkg/status', packages.map(debianEntry).join('\n')),
    ...packages.flatMap(debianFilesOf),
    ...files,
  ];
}

function baseSteps(files: readonly TarEntry[], createdBy: string): ImageStep[] {
  return [
    { createdBy: `/bin/sh -c #(nop) ${createdBy}`, files },
    { createdBy: `/bin/sh -c #(nop)  CMD ${SHELL}` },
  ];
}

function osRelease(id: string, name: string, version: string): string {
  return `NAME="${name}"\nID=${id}\nVERSION_ID=${id === 'alpine' ? version : `"${version}"`}\nPRETTY_NAME="${name} ${version}"\n`;
}

/** https://wiki.alpinelinux.org/wiki/Apk_spec#Installed_Database_V2 */
function alpineEntry({ name, version, source = name, licence = 'MIT' }: OsPackage): string {
  const path = `F:usr\nF:usr/bin\nR:${name}\n`;
  return `C:Q1AAAAAAAAAAAAAAAAAAAAAAAAAAA=\nP:${name}\nV:${version}\nA:x86_64\nL:${licence}\no:${source}\n${path}\n`;
}

/** https://www.debian.org/doc/debian-policy/ch-controlfields.html */
function debianEntry({ name, version, source = name }: OsPackage): string {
  const lines = [
    `Package: ${name}`,
    'Status: install ok installed',
    'Architecture: amd64',
    ...(source === name ? [] : [`Source: ${source}`]),
    `Version: ${version}`,
    'Maintainer: Sample <sample@example.com>',
    'Description: sample',
  ];
  return `${lines.join('\n')}\n`;
}

function debianFilesOf({ name, licence }: OsPackage): TarEntry[] {
  const copyright = `usr/share/doc/${name}/copyright`;
  const list = file(`var/lib/dpkg/info/${name}.list`, `/.\n/usr\n/usr/bin\n/usr/bin/${name}\n`);
  return licence === undefined ? [list] : [list, file(copyright, `Files: *\nLicense: ${licence}\n`)];
}
