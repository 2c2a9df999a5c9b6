import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { schemaViolations } from '@railgate/sarif';
import type * as sarif from 'sarif';

/** Set it to write golden files anew instead of comparing: `UPDATE_GOLDEN=1 npx vitest run`. */
export const UPDATE_GOLDEN = 'UPDATE_GOLDEN';

/**
 * The log as a golden file holds it: versions of the tool and the engines are `<version>`, and of the rules only those
 * that found something are left, by id. Otherwise every golden file would change with every release and every help text.
 */
export function normalise(log: sarif.Log): sarif.Log {
  return { ...log, runs: log.runs.map(normaliseRun) };
}

/**
 * Compares a log with its golden file, which must pass the SARIF schema like the log itself.
 *
 * @returns what is wrong, ready to be shown, or nothing.
 */
export function compareWithGolden(log: sarif.Log, file: string): string | undefined {
  const violations = schemaViolations(log);
  if (violations.length > 0) return `The log breaks the SARIF schema:\n${violations.join('\n')}`;
  const text = `${JSON.stringify(normalise(log), null, 2)}\n`;
  if (process.env[UPDATE_GOLDEN] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  if (!existsSync(file))
    return `${file} is missing. Write it with ${UPDATE_GOLDEN}=1 and read it before you commit it.`;
  const golden = readFileSync(file, 'utf8');
  const broken = schemaViolations(JSON.parse(golden));
  if (broken.length > 0) return `${file} breaks the SARIF schema:\n${broken.join('\n')}`;
  return golden === text ? undefined : `The log differs from ${file}:\n${firstDifference(golden, text)}`;
}

function normaliseRun(run: sarif.Run): sarif.Run {
  const driver = run.tool.driver;
  const used = [...new Set((run.results ?? []).map((result) => result.ruleId ?? ''))].sort();
  const normalised: sarif.Run = {
    ...run,
    tool: {
      driver: { ...driver, ...versions(driver), rules: used.map((id) => ({ id })) },
      ...(run.tool.extensions && {
        extensions: run.tool.extensions.map((engine) => ({ ...engine, ...versions(engine) })),
      }),
    },
    results: (run.results ?? []).map((result) => ({
      ...result,
      ruleIndex: used.indexOf(result.ruleId ?? ''),
    })),
  };
  if (run.properties) normalised.properties = normaliseEvidence(run.properties);
  return normalised;
}

const VERSION = '<version>';

function versions(component: sarif.ToolComponent): Partial<sarif.ToolComponent> {
  return {
    ...(component.version !== undefined && { version: VERSION }),
    ...(component.semanticVersion !== undefined && { semanticVersion: VERSION }),
  };
}

interface WithEngines {
  readonly engines: readonly { readonly version: string }[];
}

function normaliseEvidence(properties: sarif.PropertyBag): sarif.PropertyBag {
  const evidence = properties['evidence'] as WithEngines | undefined;
  if (!evidence) return properties;
  return {
    ...properties,
    evidence: { ...evidence, engines: evidence.engines.map((engine) => ({ ...engine, version: VERSION })) },
  };
}

const SHOWN = 12;

function firstDifference(golden: string, actual: string): string {
  const [expected, got] = [golden.split('\n'), actual.split('\n')];
  const line = expected.findIndex((text, i) => text !== got[i]);
  const from = line === -1 ? expected.length - 1 : line;
  const excerpt = (lines: readonly string[], sign: string) =>
    lines.slice(from, from + SHOWN).map((text) => `${sign} ${text}`);
  return [`line ${from + 1}`, ...excerpt(expected, '-'), ...excerpt(got, '+')].join('\n');
}
