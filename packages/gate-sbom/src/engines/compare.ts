import { cleanText, compareText, type Gap } from '@railgate/contract';
import { packageUrl, type Lockfile } from '@railgate/dependencies';

import type { ListedComponent } from './engine.js';

/** What a lockfile holds beside what an engine found in it. Package URLs, sorted. */
export interface Comparison {
  /** In the lockfile, and not among what the engine lists. */
  readonly missing: readonly string[];
  /** Listed by the engine, and not in the lockfile. */
  readonly extra: readonly string[];
  /** What both know. */
  readonly agreed: number;
}

/**
 * By name and version, however often each is there. The projects of the repository are no dependencies, and a folder that a
 * dependency points at (`file:…`) is one for some and a project for others: neither is missed, and neither is too much.
 */
export function compare(
  { ecosystem, packages }: Lockfile,
  components: readonly ListedComponent[],
): Comparison {
  const listed = new Set(components.map((component) => packageUrl(ecosystem, component)));
  const fetched = packages.filter(({ source }) => source !== 'workspace' && source !== 'file');
  const expected = new Set(fetched.map((one) => packageUrl(ecosystem, one)));
  const known = new Set(packages.map((one) => packageUrl(ecosystem, one)));
  const foreign = components.filter(({ isOwn }) => !isOwn).map((one) => packageUrl(ecosystem, one));
  const missing = [...expected].filter((purl) => !listed.has(purl));
  return {
    missing: missing.sort(compareText),
    extra: [...new Set(foreign)].filter((purl) => !known.has(purl)).sort(compareText),
    agreed: expected.size - missing.length,
  };
}

const SHOWN = 3;
const LONGEST = 120;

/** Two readers of one lockfile that come to different packages: nobody knows which of them is right. */
export function differenceGap(engine: string, path: string, { missing, extra }: Comparison): Gap | undefined {
  if (missing.length + extra.length === 0) return undefined;
  const said = [
    ...some(missing, 'does not list', 'the lockfile holds'),
    ...some(extra, 'lists', 'the lockfile does not hold'),
  ];
  return {
    code: 'ENGINE_FAILED',
    path,
    message: `The bill of ${cleanText(path)} is not proven to be complete: ${engine} ${said.join(', and ')}.`,
    remedy:
      'Bring the lockfile up to date, with `npm install --package-lock-only` where it is one of npm: an install leaves out what nothing depends on any more. If they differ still, please report it with the lockfile.',
  };
}

function some(purls: readonly string[], verb: string, but: string): string[] {
  if (purls.length === 0) return [];
  const shown = purls
    .slice(0, SHOWN)
    .map((purl) => purl.slice(0, LONGEST))
    .join(', ');
  const more = purls.length > SHOWN ? ` and ${purls.length - SHOWN} more` : '';
  return [`${verb} ${shown}${more}, which ${but}`];
}
