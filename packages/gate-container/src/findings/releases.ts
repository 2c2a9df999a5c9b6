import { plainText } from '@railgate/contract';

/** A release of a distribution, as tags of images name it. */
export interface Release {
  /** `3.22`, `12`, `24.04`. */
  readonly version: string;
  /** `bookworm`. */
  readonly name?: string;
  /** Last day of its security updates, `2027-04-30`. */
  readonly until: string;
}

/**
 * By Trivy's name of the distribution, the oldest first: what may stand in tags, and what comes after it. Of Ubuntu the releases
 * with long-term support. The dates are those that Trivy 0.74.0 judges by, and for Debian 13 that of
 * https://wiki.debian.org/LTS; a release that is not here yet is never advised, and a list that ends says so.
 */
export const RELEASES: ReadonlyMap<string, readonly Release[]> = new Map([
  ['alpine', [
    { version: '3.14', until: '2023-05-01' }, { version: '3.15', until: '2023-11-01' }, { version: '3.16', until: '2024-05-23' },
    { version: '3.17', until: '2024-11-22' }, { version: '3.18', until: '2025-05-09' }, { version: '3.19', until: '2025-11-01' },
    { version: '3.20', until: '2026-04-01' }, { version: '3.21', until: '2026-12-05' }, { version: '3.22', until: '2027-04-30' },
    { version: '3.23', until: '2027-11-01' },
  ]],
  ['debian', [
    { version: '8', name: 'jessie', until: '2020-06-30' }, { version: '9', name: 'stretch', until: '2022-06-30' },
    { version: '10', name: 'buster', until: '2024-06-30' }, { version: '11', name: 'bullseye', until: '2026-08-14' },
    { version: '12', name: 'bookworm', until: '2028-06-10' }, { version: '13', name: 'trixie', until: '2030-06-30' },
  ]],
  ['ubuntu', [
    { version: '16.04', name: 'xenial', until: '2021-04-21' }, { version: '18.04', name: 'bionic', until: '2023-05-31' },
    { version: '20.04', name: 'focal', until: '2025-05-31' }, { version: '22.04', name: 'jammy', until: '2027-04-23' },
    { version: '24.04', name: 'noble', until: '2034-03-31' },
  ]],
  ['rocky', [{ version: '8', until: '2029-05-31' }, { version: '9', until: '2032-05-31' }]],
  ['alma', [
    { version: '8', until: '2029-03-01' }, { version: '9', until: '2032-05-31' }, { version: '10', until: '2035-05-31' },
  ]],
  ['amazon', [{ version: '2', until: '2026-06-30' }, { version: '2023', until: '2028-03-15' }]],
]); // prettier-ignore

const NAMES: ReadonlyMap<string, string> = new Map([
  ['alpine', 'Alpine'], ['debian', 'Debian'], ['ubuntu', 'Ubuntu'],
  ['rocky', 'Rocky Linux'], ['alma', 'AlmaLinux'], ['amazon', 'Amazon Linux'],
]); // prettier-ignore

/** For people. @param family as Trivy names it */
export function distributionName(family = ''): string {
  return NAMES.get(family) ?? plainText(family, 40);
}

/** The release that a version belongs to: `3.18.4` to `3.18`, `12.4` to `12`, `2 (Karoo)` to `2`. */
export function releaseOf(family: string, version: string): Release | undefined {
  return RELEASES.get(family)?.find((one) => version === one.version || isWithin(version, one.version));
}

function isWithin(version: string, release: string): boolean {
  return version.startsWith(`${release}.`) || version.startsWith(`${release} `);
}

/** Those after it that get security updates on that day, the next one first. @param now of the run */
export function supportedAfter(family: string, release: Release, now: Date): readonly Release[] {
  const all = RELEASES.get(family) ?? [];
  const today = now.toISOString().slice(0, 10);
  return all.slice(all.indexOf(release) + 1).filter(({ until }) => until >= today);
}
