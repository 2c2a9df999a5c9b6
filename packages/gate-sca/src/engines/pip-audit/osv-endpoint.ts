import type { Advisory, Database } from '@railgate/advisories';

import type { Answer, LoopbackRequest } from '../loopback.js';

/** What pip-audit's client is told to ask, below the server's address. */
export const QUERY_PATH = '/v1/query';

interface Query {
  readonly package?: { readonly name?: unknown; readonly ecosystem?: unknown };
  readonly version?: unknown;
}

/** `POST /v1/query` of osv.dev (google.github.io/osv.dev/post-v1-query), answered from the local database. */
export function osvEndpoint(database: Database): Answer {
  return ({ method, path, body }: LoopbackRequest) => {
    if (method !== 'POST' || path !== QUERY_PATH) return undefined;
    const { package: asked, version } = JSON.parse(body) as Query;
    if (asked?.ecosystem !== 'PyPI' || typeof asked.name !== 'string' || typeof version !== 'string')
      return undefined;
    const { name } = asked;
    const vulns = database.affecting('PyPI', name, version).map((one) => recordOf(database, name, one));
    return vulns.length > 0 ? { vulns } : {};
  };
}

/** pip-audit reads no more of it than this, and ends on a fix that is no version. */
function recordOf(
  database: Database,
  name: string,
  { id, aliases, summary, details, fixed }: Advisory,
): object {
  const fixes = fixed.filter((version) => database.isVersion('PyPI', version));
  const events = [{ introduced: '0' }, ...fixes.map((version) => ({ fixed: version }))];
  return {
    schema_version: '1.0.0',
    id,
    aliases,
    ...(summary !== '' && { summary }),
    ...(details !== '' && { details }),
    affected: [{ package: { ecosystem: 'PyPI', name }, ranges: [{ type: 'ECOSYSTEM', events }] }],
  };
}
