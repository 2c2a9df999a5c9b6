import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type * as sarif from 'sarif';

import { validateSource, type ValidationProfile } from '../../src/validate/index.js';
import { rawSource } from '../raw-source.js';
import { mutatedLogs } from './mutations.js';

/** What a validator finds in a log, in order: `SARIF1007 error runs[0].results[0].locations[0].physicalLocation.region`. */
export type Verdict = readonly string[];

const INPUTS = join(import.meta.dirname, 'inputs');
const RECORDED = join(import.meta.dirname, 'verdicts.json');

/** Every log on which the two validators are compared, by file name. */
export function comparedLogs(): ReadonlyMap<string, string> {
  const inputs = readdirSync(INPUTS).filter((name) => name.endsWith('.sarif'));
  return new Map([
    ...inputs.sort().map((name) => [name, readFileSync(join(INPUTS, name), 'utf8')] as const),
    ...[...mutatedLogs()].map(([name, log]) => [name, JSON.stringify(log, null, 1)] as const),
  ]);
}

export function ourVerdict(profiles: readonly ValidationProfile[]): (text: string) => Promise<Verdict> {
  return async (text) => {
    const found = new Set<string>();
    const counts = new Map<string, number>();
    for (const profile of profiles) {
      counts.clear();
      await validateSource(
        rawSource(JSON.parse(text.replace(/^\ufeff/, ''))),
        { profile, level: 'note' },
        (violation) => {
          const line = `${violation.rule} ${violation.level} ${toJavaScript(violation.pointer)}`;
          const count = (counts.get(line) ?? 0) + 1;
          counts.set(line, count);
          // The rules of the standard come with each profile, and count once.
          if (violation.rule !== 'SCHEMA') found.add(`${line}#${count}`);
        },
      );
    }
    return [...found].map((line) => line.slice(0, line.lastIndexOf('#'))).sort();
  };
}

/** The verdicts of the Multitool as they were recorded: with the rules of all three kinds, and SARIF2006 switched off. */
export function recordedVerdicts(): ReadonlyMap<string, Verdict> {
  return new Map(Object.entries(JSON.parse(readFileSync(RECORDED, 'utf8')) as Record<string, Verdict>));
}

/** Reads the log that the Multitool writes about the logs that it looked at. */
export function multitoolVerdicts(output: sarif.Log): ReadonlyMap<string, Verdict> {
  const verdicts = new Map<string, string[]>();
  const run = output.runs[0];
  for (const { ruleId = '', level = 'warning', message, locations } of run?.results ?? []) {
    const place = locations?.[0]?.physicalLocation?.artifactLocation;
    const uri = place?.uri ?? run?.artifacts?.[place?.index ?? -1]?.location?.uri ?? '';
    const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
    const lines = verdicts.get(name) ?? [];
    // Violations of the schema have other words, and rules of their own.
    if (!ruleId.startsWith('JSON')) lines.push(`${ruleId} ${level} ${message.arguments?.[0] ?? ''}`);
    verdicts.set(name, lines);
  }
  for (const lines of verdicts.values()) lines.sort();
  return verdicts;
}

/** A JSON pointer as the Multitool writes places: `/runs/0/a-b` is `runs[0]['a-b']`. */
export function toJavaScript(pointer: string): string {
  let text = '';
  for (const part of pointer.split('/').slice(1)) {
    const token = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (/^\d+$/.test(token)) text += `[${token}]`;
    else if (!/^[$_\p{L}][$_\p{L}0-9]*$/u.test(token)) text += `['${token}']`;
    else text += text === '' ? token : `.${token}`;
  }
  return text;
}
