import { unpackText } from '@railgate/kit';
import { exampleBase, exampleDockerfile, exampleImage, type Example, type Files } from '@railgate/testkit';
import { describeWithEngine, dockerEngine, podmanEngine, type TestEngine } from '@railgate/testkit/engines';
import { expect, it } from 'vitest';

import { ownName, runOn, withImages, useBench } from './support.js';

const PATH = 'apps/api/Dockerfile';

const bench = useBench();

/** The image of the example's service, under a name of its own, in the engine that builds it. */
async function runExample(engine: TestEngine, which: Example, name: string, tag: string, line?: string) {
  const image = { ...exampleImage(which), tags: [`${name}:${tag}`] };
  const files: Files = { [PATH]: `${line ?? ''}${exampleDockerfile(which)}` };
  return withImages(engine, [image], () =>
    runOn(engine, bench, files, { options: { images: [`${name}:${tag}`] } }),
  );
}

for (const found of [await dockerEngine(), await podmanEngine()]) {
  describeWithEngine(`the example on ${found.kind}`, found, (engine) => {
    it('flawed: findings of every kind at the lines that they come from', { timeout: 300_000 }, async () => {
      const name = ownName('itemize/api');
      const { lines, findings, scan } = await runExample(engine, 'flawed', name, 'ci');
      expect([...lines].sort()).toEqual([...FLAWED].sort());
      const byRule = new Map(findings.map((finding) => [finding.ruleId, finding]));
      expect(byRule.get('CVE-2023-5363')).toMatchObject({ image: 'node', advisories: ['CVE-2023-5363'] });
      expect(byRule.get('CVE-2021-23337')?.message).toContain('Fixed in 4.17.21');
      expect(byRule.get('CVE-2021-23337')?.image).toMatch(/^gate\.test\/.*\/itemize\/api$/);
      expect(byRule.get('container/secret-in-layer')?.message).toContain('/app/.env');
      expect(scan).toMatchObject({
        gaps: [],
        evidence: {
          engines: [{ name: 'Trivy', version: '0.74.0', canary: 'found' }],
          expected: { images: 1, files: 1 },
          seen: { images: 1, files: 1 },
        },
      });
      expect(scan.checklists?.map(({ steps }) => steps.map(({ id, status }) => `${id}: ${status}`))).toEqual([
        ['packages: pass', 'vulnerabilities: findings', 'secrets: findings', 'settings: findings'],
      ]);
      const [bill] = scan.artifacts ?? [];
      expect(bill?.path).toMatch(/^sbom\/images\/gate\.test--.*--itemize--api\.cdx\.json$/);
      const { content = [] } = bill ?? {};
      expect(typeof content === 'string' ? content : [...unpackText(content)].join('')).toContain(
        'pkg:npm/lodash@4.17.20',
      );
      // Built again, under another tag and with other lines above: every identity stays.
      const again = await runExample(engine, 'flawed', name, 'next', '# a line more\n');
      const identities = (all: typeof findings) =>
        all.filter(({ image }) => image !== undefined).map(({ identity }) => identity);
      expect(identities(again.findings).sort()).toEqual(identities(findings).sort());
      expect(again.lines).not.toEqual(lines);
    });

    it('fixed: nothing of a threshold, and the proof that it looked', { timeout: 300_000 }, async () => {
      const { lines, scan } = await runExample(engine, 'fixed', ownName('itemize/api'), 'ci');
      expect(lines.filter((line) => !line.endsWith(' low'))).toEqual([]);
      expect(scan.gaps).toEqual([]);
      expect(scan.evidence.seen).toMatchObject({ images: 1, files: 1 });
      expect(scan.evidence.seen.packages).toBeGreaterThan(0);
    });
  });
}

/** `RUN npm install` is line 6, `COPY . .` line 4, `FROM node:latest` line 2. */
const FLAWED = [
  `${PATH}:2 CVE-2005-2541 low`,
  `${PATH}:2 CVE-2021-44906 critical`,
  `${PATH}:2 CVE-2023-38545 critical`,
  `${PATH}:2 CVE-2023-38545 critical`,
  `${PATH}:2 CVE-2023-45853 critical`,
  `${PATH}:2 CVE-2023-5363 high`,
  `${PATH}:2 container/ds-0001 medium`,
  `${PATH}:2 container/ds-0002 high`,
  `${PATH}:2 container/ds-0026 low`,
  `${PATH}:4 container/secret-in-layer critical`,
  `${PATH}:5 container/ds-0031 critical`,
  `${PATH}:6 CVE-2017-5941 critical`,
  `${PATH}:6 CVE-2021-23337 high`,
  `${PATH}:6 CVE-2024-29041 medium`,
];

describeWithEngine('base images', await dockerEngine(), (engine) => {
  it(
    'are looked at by themselves, once for all Dockerfiles that name them',
    { timeout: 300_000 },
    async () => {
      const name = `${ownName('node')}:22`;
      const base = { ...exampleBase('flawed'), tags: [name] };
      const files: Files = {
        'api/Dockerfile': `ARG V=22\nFROM ${name.replace(/22$/, '${V}')} AS build\nRUN a\nFROM build\nUSER node\n`,
        'web/Dockerfile': `FROM ${name}\nUSER node\n`,
        'tool/Dockerfile': 'FROM scratch\nCOPY a /a\nUSER 1000\n',
        'odd/Dockerfile': 'ARG BASE\nFROM ${BASE}\nUSER 1000\n',
        'gone/Dockerfile': 'FROM gate.test/never/there:1\nUSER 1000\n',
      };
      const { lines, findings, scan } = await withImages(engine, [base], () => runOn(engine, bench, files));
      const serious = (path: string) => lines.filter((line) => line.startsWith(path) && / CVE-/.test(line));
      expect(serious('api/Dockerfile:2 ')).toHaveLength(6);
      expect(serious('web/Dockerfile:1 ')).toHaveLength(6);
      expect(
        findings.filter(({ path, ruleId }) => path.startsWith('tool/') && ruleId.startsWith('CVE')),
      ).toEqual([]);
      expect(scan.gaps.map(({ code, path, line }) => [code, path, line])).toEqual([
        ['PART_SKIPPED', 'odd/Dockerfile', 2],
        ['SOURCE_MISSING', 'gone/Dockerfile', 1],
      ]);
      expect(scan.gaps[1]).toMatchObject({
        message:
          'The base image gate.test/never/there:1 was not looked at. gate.test/never/there:1 is not on this machine, and `--offline` forbids fetching it.',
        remedy:
          'Run `docker pull gate.test/never/there:1` while there is a network, or run without `--offline`.',
      });
      expect(scan.evidence).toMatchObject({
        expected: { images: 3, files: 5 },
        seen: { images: 1, files: 5 },
      });
      expect(scan.artifacts).toHaveLength(1);
    },
  );
});
