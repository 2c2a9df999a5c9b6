import { GateError, cleanText } from '@railgate/contract';

/** What this program was tested with. */
export const KNOWN_GOOD = ['0.74.0'] as const;

/**
 * Oldest that knows `--skip-version-check` with every command that is used here (its change log, 8951): an older one refuses
 * the flags that keep it off the network.
 */
const OLDEST = [0, 64, 0] as const;

/**
 * Published by attackers in March 2026, with a program that steals credentials (GHSA-69fq-xp46-6x23, CVE-2026-33634).
 * 0.69.3 and 0.70.0 are clean.
 */
const MALICIOUS_VERSIONS: ReadonlySet<string> = new Set(['0.69.4', '0.69.5', '0.69.6']);

/** Of their images, as the advisory lists them: of the index of 0.69.4, 0.69.5 and 0.69.6, and of 0.69.4 for linux/amd64. */
const MALICIOUS_DIGESTS: ReadonlySet<string> = new Set([
  'sha256:27f446230c60bbf0b70e008db798bd4f33b7826f9f76f756606f5417100beef3',
  'sha256:5aaa1d7cfa9ca4649d6ffad165435c519dc836fa6e21b729a2174ad10b057d2b',
  'sha256:425cd3e1a2846ac73944e891250377d2b03653e6f028833e30fc00c1abbc6d33',
  'sha256:12c702212dee1cbec9471e9261501a3335963321fe76e60e5a715b5acd3c40a2',
]);

const PLAIN = /^v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?:[-+][\w.+-]{0,40})?$/;

/**
 * Refuses what must not be started, before it is: by what the image says of itself.
 *
 * @param texts tags, labels, versions: whatever may name a version
 * @param digests of the image, by whatever way they are known
 * @throws {GateError} `NEED_UNMET`
 */
export function refuseMalicious(texts: Iterable<string>, digests: Iterable<string>): void {
  for (const digest of digests) if (MALICIOUS_DIGESTS.has(digest)) throw malicious(digest);
  for (const text of texts) {
    const version = plainVersion(text);
    if (version !== undefined && MALICIOUS_VERSIONS.has(version)) throw malicious(version);
  }
}

/**
 * @param said what Trivy answers when it is asked for its version
 * @returns why it is used and mentioned all the same, for a version that nobody here has tested
 * @throws {GateError} `NEED_UNMET` for one that cannot be used
 */
export function judgeVersion(said: string): string | undefined {
  const version = plainVersion(said);
  if (version === undefined)
    return `Trivy says that its version is "${cleanText(said.slice(0, 40))}", which is no release.`;
  refuseMalicious([version], []);
  const parts = version.split('.').map(Number);
  const difference = OLDEST.map((least, index) => (parts[index] ?? 0) - least).find((step) => step !== 0);
  if ((difference ?? 0) < 0) {
    throw new GateError('NEED_UNMET', `Trivy ${version} is too old: it cannot be kept off the network.`, {
      remedy: `Use ${KNOWN_GOOD[0]}.`,
    });
  }
  if (KNOWN_GOOD.some((known) => known === version)) return undefined;
  return `Railgate was not tested with Trivy ${version}, but with ${KNOWN_GOOD.join(', ')}.`;
}

/** `0.74.0` of `v0.74.0` and `0.74.0-amd64`; nothing for `latest` and `dev`. */
function plainVersion(text: string): string | undefined {
  const match = PLAIN.exec(text);
  return match === null ? undefined : [match[1], match[2], match[3]].map(Number).join('.');
}

function malicious(what: string): GateError {
  return new GateError(
    'NEED_UNMET',
    `Trivy ${what} is malware that attackers published in March 2026, and is not started.`,
    {
      remedy: `Remove it, rotate every credential that it could reach (GHSA-69fq-xp46-6x23), and use ${KNOWN_GOOD[0]} by its digest: \`railgate doctor --pin\`.`,
    },
  );
}
