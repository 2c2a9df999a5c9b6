/** What a file's name says of what is in an image. */
export type Sign = 'package-list' | 'language-package' | 'java-archive';

/** Where package managers keep what is installed; those that Trivy reads, and those that it does not. */
const PACKAGE_LISTS: readonly RegExp[] = [
  /^(?:usr\/)?lib\/apk\/db\/installed$/,
  /^var\/lib\/dpkg\/(?:status|status\.d\/[^/]+)$/,
  /^(?:usr\/lib\/sysimage|usr\/share|var\/lib)\/rpm\/(?:Packages(?:\.db)?|rpmdb\.sqlite)$/,
  /^var\/lib\/rpmmanifest\/container-manifest-2$/,
  /^var\/lib\/pacman\/local\/[^/]+\/desc$/,
  /^var\/db\/pkg\/[^/]+\/[^/]+\/PF$/,
  /^usr\/lib\/opkg\/status$/,
];

const LANGUAGE_PACKAGES: readonly RegExp[] = [
  /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@]+\/package\.json$/,
  /\.dist-info\/METADATA$/,
  /(?:^|\/)specifications\/[^/]+\.gemspec$/,
  /(?:^|\/)vendor\/composer\/installed\.json$/,
];

/** @param path without a leading `/` or `./` */
export function signOf(path: string): Sign | undefined {
  if (PACKAGE_LISTS.some((pattern) => pattern.test(path))) return 'package-list';
  if (LANGUAGE_PACKAGES.some((pattern) => pattern.test(path))) return 'language-package';
  return /\.(?:jar|war|ear|par)$/i.test(path) ? 'java-archive' : undefined;
}
