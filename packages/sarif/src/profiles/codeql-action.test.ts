/**
 * The checks that GitHub's own upload action makes before it sends anything, written from their description, and run
 * on what the profile makes of logs that they refuse. (github/codeql-action, src/sarif/index.ts and src/upload-lib.ts)
 */
import fc from 'fast-check';
import type * as sarif from 'sarif';
import { describe, expect, it } from 'vitest';

import { schemaViolations, toLog } from '../validate/schema.js';
import { githubViolations } from './check-github.js';
import { githubProfile } from './github.js';

/** `areAllRunsUnique`, before the action's `category` input is applied. */
function areAllRunsUnique(log: sarif.Log): boolean {
  const keys = log.runs.map(({ tool: { driver }, automationDetails }) =>
    JSON.stringify({
      name: driver.name,
      fullName: driver.fullName,
      version: driver.version,
      semanticVersion: driver.semanticVersion,
      guid: driver.guid,
      automationId: automationDetails?.id,
    }),
  );
  return new Set(keys).size === keys.length;
}

/** The server's rule since 2025-07-21: tool and category, the category being all up to the last slash. */
function hasUniqueCategories(log: sarif.Log): boolean {
  const keys = log.runs.map(({ tool, automationDetails }) => {
    const id = automationDetails?.id ?? '';
    return JSON.stringify([tool.driver.name, id.includes('/') ? id.replace(/\/[^/]*$/, '') : '']);
  });
  return new Set(keys).size === keys.length;
}

/** `validateUniqueCategory`: what one upload leaves in the environment of the job makes a later one abort. */
function uploadsAbort(logs: readonly sarif.Log[]): boolean {
  const sentinels = new Set<string>();
  for (const log of logs) {
    const own = log.runs.map(
      ({ tool, automationDetails }) =>
        `CODEQL_UPLOAD_SARIF_${sanitize(automationDetails?.id)}_${sanitize(tool.driver.name)}`,
    );
    if (own.some((sentinel) => sentinels.has(sentinel))) return true;
    for (const sentinel of own) sentinels.add(sentinel);
  }
  return false;
}

function sanitize(text = '_'): string {
  return text.replace(/[^a-zA-Z0-9_]/g, '_').toUpperCase();
}

/** `populateRunAutomationDetails`: the input fills what is undefined and nothing else. */
function withCategory(log: sarif.Log, category: string): sarif.Log {
  const id = category.endsWith('/') ? category : `${category}/`;
  return { ...log, runs: log.runs.map((run) => ({ automationDetails: { id }, ...run })) };
}

const runs = fc.array(
  fc.record({
    name: fc.constantFrom('Tool', 'tool', 'Other'),
    version: fc.constantFrom('1', '2', undefined),
    id: fc.constantFrom(undefined, 'run', 'a-b/', 'a_b/', 'a-b/1', 'a-b/2', 'x/y/z', '/'),
    results: fc.constantFrom(0, 1, 3),
  }),
  { maxLength: 60 },
);

function toRuns(drawn: typeof runs extends fc.Arbitrary<infer T> ? T : never): sarif.Run[] {
  return drawn.map(({ name, version, id, results }, i) => ({
    tool: { driver: { name, ...(version !== undefined && { version }) } },
    ...(id !== undefined && { automationDetails: { id } }),
    results: Array.from({ length: results }, (_, j) => ({
      ruleId: 'r',
      message: { text: `Finding ${i}.${j}.` },
      locations: [
        { physicalLocation: { artifactLocation: { uri: `f${i}.ts` }, region: { startLine: j + 1 } } },
      ],
    })),
  }));
}

describe("the checks of GitHub's action", () => {
  it('refuse what they should, so that their silence means something', () => {
    const run: sarif.Run = { tool: { driver: { name: 'T' } }, results: [] };
    const twice = (a: string, b: string): sarif.Log =>
      toLog([a, b].map((id) => ({ ...run, automationDetails: { id } })));
    expect(areAllRunsUnique(toLog([run, run]))).toBe(false);
    expect(areAllRunsUnique(twice('a/', 'b/'))).toBe(true);
    expect(areAllRunsUnique(twice('a/1', 'a/2'))).toBe(true);
    expect(hasUniqueCategories(twice('a/1', 'a/2'))).toBe(false);
    expect(hasUniqueCategories(withCategory(toLog([run, run]), 'x'))).toBe(false);
    const one = toLog([run]);
    expect(uploadsAbort([withCategory(one, 'a-b'), withCategory(one, 'a_b')])).toBe(true);
    expect(uploadsAbort([withCategory(one, 'a'), withCategory(one, 'b')])).toBe(false);
  });

  it('pass whatever runs a log has, also with a category given to the action, and no result is lost', () => {
    fc.assert(
      fc.property(runs, (drawn) => {
        const given = toRuns(drawn);
        const { files, heldBack } = githubProfile(toLog(given));
        expect(heldBack).toEqual([]);
        const logs = files.map(({ log }) => log);
        for (const log of logs) {
          expect(schemaViolations(log)).toEqual([]);
          expect(githubViolations(log)).toEqual([]);
          expect(areAllRunsUnique(log)).toBe(true);
          expect(hasUniqueCategories(log)).toBe(true);
          expect(hasUniqueCategories(withCategory(log, 'from/the/input'))).toBe(true);
        }
        expect(uploadsAbort(logs)).toBe(false);
        const messages = (all: readonly sarif.Run[]): string[] =>
          all.flatMap((run) => (run.results ?? []).map(({ message }) => message.text ?? '')).sort();
        expect(messages(logs.flatMap((log) => log.runs))).toEqual(messages(given));
      }),
      { numRuns: 150 },
    );
  });
});
