import {
  describeWithEngine,
  callEngine,
  dockerEngine,
  podmanEngine,
  type TestEngine,
} from '@railgate/testkit/engines';
import type { Files } from '@railgate/testkit';
import { expect, it } from 'vitest';

import { withBase } from '../trace/real-build.js';
import { ownName, runOn, useBench } from './support.js';

const bench = useBench();

const LODASH = '{ "name": "lodash", "version": "4.17.20", "license": "MIT" }';

for (const found of [await dockerEngine(), await podmanEngine()]) {
  describeWithEngine(`builds with ${found.kind}`, found, (engine) => {
    it('are looked at, traced to their lines, and removed', { timeout: 300_000 }, async () => {
      const name = `${ownName('base')}:1`;
      await withBase(engine, name, async () => {
        const before = await builtImages(engine);
        const files: Files = {
          // Only BuildKit and Buildah know such a mount and such a copy.
          'api/Dockerfile': `FROM ${name}\nRUN --mount=type=cache,target=/cache made-tools\nCOPY --chmod=644 lodash.json /app/node_modules/lodash/package.json\nUSER 1000\n`,
          'api/lodash.json': LODASH,
          'tool/Dockerfile': 'FROM scratch\nCOPY lodash.json /node_modules/lodash/package.json\nUSER 1000\n',
          'tool/lodash.json': LODASH,
          'bad/Dockerfile': `FROM ${name}\nCOPY missing /\nUSER 1000\n`,
        };
        const build = ['api/Dockerfile', 'tool/Dockerfile', 'bad/Dockerfile'];
        const { findings, lines, scan } = await runOn(engine, bench, files, { options: { build } });
        expect(lines.filter((line) => line.includes('CVE-2021-23337')).sort()).toEqual([
          'api/Dockerfile:3 CVE-2021-23337 high',
          'tool/Dockerfile:2 CVE-2021-23337 high',
        ]);
        const images = findings.filter(({ ruleId }) => ruleId === 'CVE-2021-23337').map(({ image }) => image);
        expect(images.sort()).toEqual(['api', 'tool']);
        expect(scan.gaps.filter(({ path }) => path === 'bad/Dockerfile')).toMatchObject([
          {
            code: 'FILE_UNREADABLE',
            path: 'bad/Dockerfile',
            message: expect.stringMatching(
              /^The image that bad\/Dockerfile builds was not looked at\. Dockerfile cannot be built at "COPY missing \/"/,
            ) as string,
          },
        ]);
        // The base image of the one that cannot be built is looked at by itself.
        expect(scan.evidence).toMatchObject({ expected: { images: 4 }, seen: { images: 3 } });
        expect(await builtImages(engine)).toEqual(before);
      });
    });
  });
}

/** Those that this process built: other tests build beside this one. */
async function builtImages(engine: TestEngine): Promise<string[]> {
  const { body } = await callEngine(engine, '/images/json');
  const images = JSON.parse(body.toString()) as { RepoTags: string[] | null }[];
  return images.flatMap(({ RepoTags }) =>
    (RepoTags ?? []).filter(
      (tag) => tag.startsWith('railgate.local/build') && tag.includes(`_${process.pid}_`),
    ),
  );
}
