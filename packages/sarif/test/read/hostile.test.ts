import { describe, expect, it } from 'vitest';

import { readLoose, readResult, type Loose } from './read-loose.js';
import { resultOf, TOOL } from './temp-files.js';

/** None of these is timed: what is not linear here takes minutes, and the test ends by its limit. */
describe('ng: hostile sizes', () => {
  const length = 500_000;
  it.each([' ', 'a', 'a:', '%', '\\', '1.', '../', '@', '#', '\ud800', '-', '{'])(
    'texts of %j',
    async (unit) => {
      const text = `${unit.repeat(length / unit.length)} x`;
      const { result } = await readResult({
        ...resultOf('a'),
        guid: text,
        level: text,
        hostedViewerUri: text,
        workItemUris: [text],
        rank: text,
        provenance: { firstDetectionTimeUtc: text },
        locations: [{ physicalLocation: { artifactLocation: { uri: text }, region: { startLine: text } } }],
      });
      expect(result).toMatchObject({ message: { text: 'a' }, locations: [{}] });
    },
  );

  it('50,000 wrong rules, and as many wrong artifacts', async () => {
    const rules = Array.from({ length: 50_000 }, (_, i) => ({ id: i, helpUri: 'x y', extra: 1 }));
    const artifacts = rules.map(() => null);
    const { repairs } = await readLoose({
      version: '2.1.0',
      runs: [{ tool: { driver: { name: 'T', rules } }, artifacts }],
    });
    expect(repairs.map(({ code, count }) => `${code} ${count}`).sort()).toEqual([
      'artifacts-null 50000',
      'help-uri-invalid 50000',
      'id-wrong-type 50000',
      'property-unknown 50000',
    ]);
  });

  it('nodes in nodes, as deep as a file may have them', async () => {
    let node: Loose = { id: 5 };
    for (let level = 0; level < 480; level++) node = { id: 'a', children: [node, null] };
    const { runs } = await readLoose({
      version: '2.1.0',
      runs: [{ tool: TOOL, results: [{ ...resultOf('a'), graphs: [{ nodes: [node] }] }] }],
    });
    expect(JSON.stringify(runs)).toContain('"id":"5"');
  });
});
