import { GateError } from '@railgate/contract';
import { hostOf, mapBounded, type JsonClient } from '@railgate/kit';

import { Json } from '../json-report.js';
import type { Question } from './questions.js';

/** An advisory by name: its record is the same as long as its date is. */
export interface Mention {
  readonly id: string;
  readonly modified: string;
}

/** The service takes no more queries in a batch, nor ids in a page (google.github.io/osv.dev/post-v1-querybatch). */
const BATCH = 1000;
const AT_ONCE = 4;
/** A package with more advisories than this many pages hold is none. */
const MOST_PAGES = 20;

/**
 * Asks which advisories speak of the packages, in each request for `canaries`, too.
 *
 * @returns for each of `questions`, and of `canaries` for each request
 * @throws {GateError}
 */
export async function queryAll(
  client: JsonClient,
  service: string,
  questions: readonly Question[],
  canaries: readonly Question[],
): Promise<{ readonly found: Mention[][]; readonly canaries: readonly Mention[][][] }> {
  const size = BATCH - canaries.length;
  const batches = Array.from({ length: Math.ceil(questions.length / size) }, (_, i) =>
    questions.slice(i * size, (i + 1) * size),
  );
  const answers = await mapBounded(batches, AT_ONCE, (batch) =>
    query(client, service, [...canaries, ...batch]),
  );
  return {
    found: answers.flatMap((answer) => answer.slice(canaries.length)),
    canaries: answers.map((answer) => answer.slice(0, canaries.length)),
  };
}

/** One batch, and the further pages of its answers. */
async function query(
  client: JsonClient,
  service: string,
  questions: readonly Question[],
): Promise<Mention[][]> {
  const found = questions.map((): Mention[] => []);
  let open = questions.map((question, i) => ({ i, query: queryOf(question) }));
  for (let page = 0; open.length > 0; page += 1) {
    if (page === MOST_PAGES) throw unreadable(service, 'its answer has no end');
    const answer = new Json(
      await client.ask({
        url: addressOf(service, 'v1/querybatch'),
        body: { queries: open.map((one) => one.query) },
      }),
    );
    const results = answer.at('results').items();
    if (results.length !== open.length)
      throw unreadable(service, 'it has another number of answers than there were questions');
    const next: typeof open = [];
    for (const [k, result] of results.entries()) {
      const one = open[k];
      if (!one) continue;
      found[one.i]?.push(...result.at('vulns').items().flatMap(mentionOf));
      const token = result.at('next_page_token').text();
      if (token !== '') next.push({ i: one.i, query: { ...one.query, page_token: token } });
    }
    open = next;
  }
  return found;
}

interface Query {
  readonly package: { readonly name: string; readonly ecosystem: string };
  readonly version: string;
  readonly page_token?: string;
}

function queryOf({ ecosystem, name, version }: Question): Query {
  // Go's own versions begin with a `v`, those of its advisories do not.
  return { package: { name, ecosystem }, version: ecosystem === 'Go' ? version.replace(/^v/, '') : version };
}

const ID = /^[A-Za-z0-9][\w.:-]{0,127}$/;

function mentionOf(vuln: Json): Mention[] {
  const id = vuln.at('id').text();
  return ID.test(id) ? [{ id, modified: vuln.at('modified').text() }] : [];
}

/** @param service may have a path of its own */
export function addressOf(service: string, path: string): string {
  return new URL(path, service.endsWith('/') ? service : `${service}/`).href;
}

function unreadable(service: string, why: string): GateError {
  return new GateError('REPORT_UNREADABLE', `What ${hostOf(service)} answered cannot be used: ${why}.`);
}
