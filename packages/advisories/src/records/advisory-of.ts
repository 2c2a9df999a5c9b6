import type { Advisory } from '../advisory.js';
import { loadSchemes, normaliseName } from '../versions/schemes.js';
import { askedVersion, matchOf, sortVersions } from './match.js';

/**
 * What one record of OSV says of a package version that it is known to affect.
 *
 * @param text JSON
 * @returns `withdrawn` when its database took it back, `broken` when it cannot be read or does not speak of the package
 */
export async function advisoryOf(
  text: string,
  ecosystem: string,
  name: string,
  version: string,
): Promise<Advisory | 'withdrawn' | 'broken'> {
  // It brings the calculator of scores, which an imported database has used already.
  const { readRecord } = await import('./read-record.js');
  const schemes = await loadSchemes(ecosystem);
  const read = readRecord(Buffer.from(text), ecosystem, schemes);
  if (read.kind === 'withdrawn') return 'withdrawn';
  if (read.kind !== 'usable') return 'broken';
  const wanted = normaliseName(ecosystem, name);
  const mine = read.affected.filter((one) => one.name === wanted);
  if (mine.length === 0) return 'broken';
  const asked = askedVersion(version, schemes);
  const matching = mine.flatMap((one) => {
    const match = matchOf({ ...one, id: read.advisory.id, at: NOWHERE }, asked);
    return match ? [{ match, rating: one.rating }] : [];
  });
  const fixed = sortVersions(
    matching.flatMap(({ match }) => match.fixed),
    asked.scheme,
  );
  return { ...read.advisory, ...matching.find(({ rating }) => rating)?.rating, fixed };
}

/** It lies in no file. */
const NOWHERE = [0, 0, 0] as const;
