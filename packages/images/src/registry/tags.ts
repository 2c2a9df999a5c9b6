import { cleanText, isObject } from '@railgate/contract';
import { withRetry, type HttpResponse } from '@railgate/kit';

import type { ImageReference } from '../reference.js';
import { addressOf } from './address.js';
import { readBounded, refusal, unreachable, unreadable } from './registry-error.js';

/** Asks a registry for something of a repository. */
export interface Asker {
  readonly signal: AbortSignal;
  get(reference: ImageReference, path: string): Promise<HttpResponse>;
}

/** Tags of a page, and pages: the largest official images have some 6,000. */
const PAGE = 1000;
const PAGES = 20;
const PAGE_LIMIT = 4 * 1024 ** 2;
const TAG = /^\w[\w.-]{0,127}$/;

/** Page by page (distribution specification 1.1, "Listing tags"); nothing where there are more than 20 pages. */
export async function fetchTags(
  asker: Asker,
  reference: ImageReference,
): Promise<ReadonlySet<string> | undefined> {
  const tags = new Set<string>();
  let query: string | undefined = `?n=${PAGE}`;
  for (let page = 0; query !== undefined; page++) {
    if (page === PAGES) return undefined;
    const asked: string = query;
    const { names, next } = await withRetry(asker.signal, () => fetchPage(asker, reference, asked));
    for (const name of names) tags.add(name);
    query = next;
  }
  return tags;
}

interface Page {
  readonly names: readonly string[];
  /** `?n=1000&last=…` */
  readonly next: string | undefined;
}

async function fetchPage(asker: Asker, reference: ImageReference, query: string): Promise<Page> {
  const url = addressOf(reference.registry);
  const response = await asker.get(reference, `tags/list${query}`);
  if (response.status !== 200) throw await refusal(url, reference, response);
  const bytes = await readBounded(response.body, PAGE_LIMIT).catch((error: unknown) => {
    asker.signal.throwIfAborted();
    throw error instanceof RangeError
      ? unreadable(url, `more than ${PAGE_LIMIT} bytes as a page of tags`)
      : unreachable(url, error);
  });
  const names = namesIn(bytes.toString('utf8'));
  if (!names)
    throw unreadable(url, `something that is no list of tags of ${cleanText(reference.repository)}`);
  return { names, next: nextOf(response.headers['link']) };
}

/** `null` where there are none; what cannot be a tag is left out. */
function namesIn(text: string): string[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return undefined;
    const { tags } = value;
    if (tags === null) return [];
    return Array.isArray(tags)
      ? tags.filter((tag): tag is string => typeof tag === 'string' && TAG.test(tag))
      : undefined;
  } catch {
    return undefined;
  }
}

/** Where it leads is not followed, only what it asks: the same list of the same registry. */
function nextOf(link: string | undefined): string | undefined {
  const [, target] = /^\s*<([^<>]{1,2000})>\s*;\s*rel="?next"?/i.exec(link ?? '') ?? [];
  if (target === undefined || !URL.canParse(target, 'https://registry')) return undefined;
  return new URL(target, 'https://registry').search;
}
