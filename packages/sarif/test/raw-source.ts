import type * as sarif from 'sarif';

import type { SarifSource } from '../src/read/source.js';

/** A log in memory as a source, as wrong as it is: for tests. */
export function rawSource(log: unknown): SarifSource {
  const runs = ((log as { runs?: unknown })?.runs ?? []) as { results?: unknown[] }[];
  const list = Array.isArray(runs) ? runs : [];
  return {
    name: 'memory',
    head: headOf(log) as sarif.Log,
    hasResults: list.map((run) => Array.isArray(run?.results)),
    repairs: [],
    async eachResult(visit) {
      list.forEach((run, i) => {
        if (Array.isArray(run?.results))
          run.results.forEach((result, j) => {
            visit(result as sarif.Result, i, j);
          });
      });
    },
  };
}

function headOf(log: unknown): unknown {
  const runs = (log as { runs?: unknown })?.runs;
  if (!Array.isArray(runs)) return log;
  return { ...(log as object), runs: runs.map(withoutResults) };
}

function withoutResults(run: unknown): unknown {
  const { results, ...rest } = (run ?? {}) as { results?: unknown };
  return Array.isArray(results) ? rest : run;
}
