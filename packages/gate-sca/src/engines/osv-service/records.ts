import { createHash } from 'node:crypto';

import { GateError } from '@railgate/contract';
import { mapBounded, PrivateCache, type JsonClient } from '@railgate/kit';

import { addressOf, type Mention } from './query-batch.js';

const AT_ONCE = 8;
/** Failures after which the service is not asked for further records. */
const PATIENCE = 3;
/** Characters of the records that are kept for the next run. */
const KEPT = 24 * 1024 * 1024;

/**
 * The records of advisories as JSON, by id; of those that could not be had there is none. What was had once is not asked for
 * again until it changes.
 *
 * @param root of the scanned repository
 */
export async function fetchRecords(
  client: JsonClient,
  service: string,
  mentions: readonly Mention[],
  root: string,
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Map(mentions.map((mention) => [mention.id, mention]));
  const cache = openCache(root, service);
  const known = cache.load();
  const found = new Map<string, string>();
  let failures = 0;
  await mapBounded([...wanted.values()], AT_ONCE, async (mention) => {
    const kept = known.get(keyOf(mention));
    if (kept !== undefined) found.set(mention.id, kept);
    if (kept !== undefined || failures >= PATIENCE) return;
    try {
      const record = await client.ask({
        url: addressOf(service, `v1/vulns/${encodeURIComponent(mention.id)}`),
      });
      found.set(mention.id, JSON.stringify(record));
    } catch (error) {
      if (!(error instanceof GateError)) throw error;
      failures += 1;
    }
  });
  cache.save(known, [...wanted.values()], found);
  return found;
}

function keyOf({ id, modified }: Mention): string {
  return `${id} ${modified}`;
}

/** All of them in one file: a thousand small ones would be looked through for each that is added. */
function openCache(root: string, service: string) {
  const cache = PrivateCache.open(root, 'osv-service');
  const name = createHash('sha256').update(service).digest('hex').slice(0, 32);
  return {
    load: (): ReadonlyMap<string, string> => parse(cache?.load(name)),
    save: (
      known: ReadonlyMap<string, string>,
      mentions: readonly Mention[],
      found: ReadonlyMap<string, string>,
    ): void => {
      const fresh = mentions.flatMap((mention) => {
        const record = found.get(mention.id);
        // A record that has another date by now would be taken for the one that was asked for.
        return record === undefined || mention.modified === '' || !record.includes(mention.modified)
          ? []
          : [[keyOf(mention), record] as const];
      });
      if (fresh.every(([key]) => known.has(key))) return;
      const kept: [string, string][] = [];
      let size = 0;
      for (const [key, record] of new Map([...fresh, ...known])) {
        size += record.length;
        if (size > KEPT) break;
        kept.push([key, record]);
      }
      cache?.save(name, JSON.stringify(kept));
    },
  };
}

function parse(text: string | undefined): ReadonlyMap<string, string> {
  if (text === undefined) return new Map();
  try {
    return new Map(JSON.parse(text) as [string, string][]);
  } catch {
    return new Map();
  }
}
