import { coerce, satisfies, valid } from 'semver';

import type { OsvAffected, OsvEvent, OsvRecord } from './osv-archive.js';
import { OSV_RECORDS } from './osv-records.js';
import { startStubServer, type StubAnswer, type StubRequest, type StubServer } from './stub-server.js';

export type OsvRoute = 'querybatch' | 'query' | 'vulns' | 'other';

export interface OsvStubOptions {
  /** Those of `OSV_RECORDS` when left out. */
  readonly records?: readonly OsvRecord[];
  /** Ids in one answer, before there is a `next_page_token`. */
  readonly pageSize?: number;
}

export interface OsvQuery {
  readonly package?: { readonly name?: string; readonly ecosystem?: string; readonly purl?: string };
  readonly version?: string;
  readonly page_token?: string;
}

export interface OsvStub extends StubServer<OsvRoute> {
  /** Every query, over all requests. */
  queries(): readonly OsvQuery[];
}

/** The service answers no more in one batch. */
const BATCH = 1000;

/** The API of osv.dev (google.github.io/osv.dev/api) on the loopback interface, over given records. */
export async function startOsv(options: OsvStubOptions = {}): Promise<OsvStub> {
  const records = options.records ?? Object.values(OSV_RECORDS).flat();
  const pageSize = options.pageSize ?? BATCH;
  const server = await startStubServer<OsvRoute>(() => ({
    routeOf,
    answer: (request) => answer(request, records, pageSize),
  }));
  return { ...server, queries: () => server.requests.flatMap(queriesOf) };
}

function routeOf(method: string, path: string): OsvRoute {
  if (method === 'POST' && path === '/v1/querybatch') return 'querybatch';
  if (method === 'POST' && path === '/v1/query') return 'query';
  return method === 'GET' && path.startsWith('/v1/vulns/') ? 'vulns' : 'other';
}

function queriesOf({ route, body }: StubRequest<OsvRoute>): readonly OsvQuery[] {
  if (route === 'query') return [body as OsvQuery];
  return route === 'querybatch' ? (body as { queries: OsvQuery[] }).queries : [];
}

function answer(request: StubRequest<OsvRoute>, records: readonly OsvRecord[], size: number): StubAnswer {
  switch (request.route) {
    case 'querybatch': {
      const queries = queriesOf(request);
      if (queries.length > BATCH)
        return { status: 400, body: { code: 3, message: 'too many queries in batch' } };
      return {
        body: {
          results: queries.map((query) =>
            pageOf(query, records, size, ({ id, modified }) => ({ id, modified })),
          ),
        },
      };
    }
    case 'query':
      return { body: pageOf(request.body as OsvQuery, records, size, (record) => record) };
    case 'vulns': {
      const id = decodeURIComponent(request.path.slice('/v1/vulns/'.length));
      const record = records.find((one) => one.id === id);
      return record ? { body: record } : NOT_FOUND;
    }
    default:
      return NOT_FOUND;
  }
}

const NOT_FOUND: StubAnswer = { status: 404, body: { code: 5, message: 'Bug not found.' } };

/** `{}` where nothing is known, as the real one. */
function pageOf(
  query: OsvQuery,
  records: readonly OsvRecord[],
  size: number,
  shape: (record: OsvRecord) => object,
): object {
  const hits = records.filter(
    (record) => !record.withdrawn && record.affected.some((one) => isAffected(one, query)),
  );
  const from = Number(query.page_token ?? 0);
  const vulns = hits.slice(from, from + size).map(shape);
  const more = from + size < hits.length;
  return { ...(vulns.length > 0 && { vulns }), ...(more && { next_page_token: String(from + size) }) };
}

function isAffected(affected: OsvAffected, { package: asked, version = '' }: OsvQuery): boolean {
  const { name, ecosystem } = affected.package;
  if (asked?.name !== name || asked.ecosystem !== ecosystem) return false;
  if (affected.versions) return affected.versions.includes(version);
  return (affected.ranges ?? []).some(({ events }) =>
    satisfies(versionOf(version), rangeOf(events), { includePrerelease: true, loose: true }),
  );
}

/** Of records with one pair of events a range, as those of the testkit are. */
function rangeOf(events: readonly OsvEvent[]): string {
  const { introduced = '0', fixed, last_affected: last }: OsvEvent = Object.assign({}, ...events) as OsvEvent;
  const from = `>=${versionOf(introduced)}`;
  if (fixed !== undefined) return `${from} <${versionOf(fixed)}`;
  return last === undefined ? from : `${from} <=${versionOf(last)}`;
}

/** Close enough for the versions of other ecosystems that tests ask for: `2.10` is 2.10.0. */
function versionOf(text: string): string {
  return valid(text, { loose: true }) ?? coerce(text)?.version ?? '0.0.0';
}
