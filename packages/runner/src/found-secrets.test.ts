import type * as sarif from 'sarif';
import { expect, it } from 'vitest';

import { hideFoundSecrets } from './found-secrets.js';
import type { Part } from './part.js';

type Region = readonly [line: number, column?: number, endColumn?: number, endLine?: number];

function partOf(gate: string, ...results: sarif.Result[]): Part {
  const run: sarif.Run = { tool: { driver: { name: gate } }, results };
  const outcome = { gate, target: 'root', status: 'skipped' } as unknown as Part['outcome'];
  return { outcome, run, notScanned: [], artifacts: [], duration: 0 };
}

function at(uri: string, snippet?: readonly [startLine: number, text: string]): sarif.Result {
  const [startLine = 1, text = ''] = snippet ?? [];
  const contextRegion = { startLine, snippet: { text } };
  const physicalLocation = {
    artifactLocation: { uri },
    region: { startLine },
    ...(snippet && { contextRegion }),
  };
  return { message: { text: 'Found.' }, locations: [{ physicalLocation }, { id: 2 }] };
}

function secretAt(uri: string, region?: Region, version?: string): sarif.Result {
  const [startLine, startColumn, endColumn, endLine] = region ?? [];
  const physicalLocation = {
    artifactLocation: { uri },
    ...(region && { region: { startLine, startColumn, endColumn, endLine } as sarif.Region }),
  };
  const properties = { secret: true, ...(version !== undefined && { version }) };
  return { message: { text: 'A secret.' }, locations: [{ physicalLocation }], properties };
}

function shown(text: string, ...secrets: sarif.Result[]): string | undefined {
  const [lint] = hideFoundSecrets([partOf('lint', at('a.ts', [3, text])), partOf('secrets', ...secrets)]);
  return lint?.run?.results?.[0]?.locations?.[0]?.physicalLocation?.contextRegion?.snippet?.text;
}

it.each<[string, string, string, readonly Region[]]>([
  ['in a line', 'a = "word";', 'a = "[redacted]";', [[3, 6, 10]]],
  ['in a line further down', 'one\na = "word";\nthree', 'one\na = "[redacted]";\nthree', [[4, 6, 10]]],
  ['without an end', 'a = "word";', 'a = "[redacted]', [[3, 6]]],
  ['without columns', 'one\ntwo', '[redacted]\ntwo', [[3]]],
  ['over three lines', 'one\ntwo\nthree\nf', 'o[redacted]\n[redacted]\n[redacted]ee\nf', [[3, 2, 4, 5]]],
  ['that begins before the snippet', 'one\ntwo', '[redacted]e\ntwo', [[1, 1, 3, 3]]],
  ['twice in a line', 'word, other, last', '[redacted], [redacted], last', [[3, 1, 5], [3, 7, 12]]], // prettier-ignore
  ['in two parts that touch', 'wordother', '[redacted]', [[3, 1, 5], [3, 5, 10]]], // prettier-ignore
  ['in two parts that overlap', 'wordother!', '[redacted]!', [[3, 3, 10], [3, 1, 5]]], // prettier-ignore
  ['behind another that is masked', 'f("[redacted]", "word")', 'f("[redacted]", "[redacted]")', [[3, 4, 40], [3, 44, 48]]], // prettier-ignore
  ['before another that is masked', 'f(word, "[redacted]", b)', 'f([redacted], "[redacted]", b)', [[3, 3, 7], [3, 10, 40]]], // prettier-ignore
  ['that is masked', 'a = "[redacted]";', 'a = "[redacted]";', [[3, 6, 30]]],
  ['of an environment file', 'NAME=***', 'NAME=***', [[3, 6, 30]]],
  ['inside of the value of an environment file', 'NAME=***', 'NAME=***', [[3, 20, 30]]],
  [
    'behind a mask of something else, which moved it',
    'f("[redacted]", "word") + b',
    'f("[redacted]',
    [[3, 40, 44]],
  ],
  ['behind the end of a line that was cut', 'short…', 'short…', [[3, 300, 310]]],
  ['elsewhere', 'one', 'one', [[2, 1, 4]]],
])('hides a secret %s', (_, text, expected, regions) => {
  expect(shown(text, ...regions.map((region) => secretAt('a.ts', region)))).toBe(expected);
});

it.each<[string, sarif.Result]>([
  ['in another file', secretAt('b.ts', [3, 1, 4])],
  ['of another version', secretAt('a.ts', [3, 1, 4], 'f00')],
  ['of no place in the file', secretAt('a.ts')],
])('leaves the snippet beside a secret %s', (_, secret) => {
  expect(shown('one', secret)).toBe('one');
});

it('changes nothing in place, and keeps runs that show none', () => {
  const parts = [
    partOf('lint', at('a.ts', [3, 'word'])),
    partOf('railway', at('b.ts', [3, 'word']), at('c.ts')),
    partOf('secrets', secretAt('a.ts', [3, 1, 5])),
  ];
  const before = structuredClone(parts);
  const after = hideFoundSecrets(parts);
  expect(parts).toEqual(before);
  expect(after[0]?.run?.results?.[0]?.locations?.[1]).toEqual({ id: 2 });
  expect(after.map(({ run }, i) => run === parts[i]?.run)).toEqual([false, true, true]);
});
