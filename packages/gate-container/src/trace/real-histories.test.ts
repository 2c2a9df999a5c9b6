import { BUILT_DOCKERFILES, BUILT_HISTORIES } from '@railgate/testkit';
import { describe, expect, it } from 'vitest';

import { dockerfile, imageOf, layerLines, settingLines } from '../../test/trace/traced.js';
import { traceImage } from './trace.js';

/** Lines of the instructions that make layers, and of those that make settings, in each Dockerfile that was really built. */
const EXPECTED: Readonly<Record<string, { layers: readonly number[]; settings: readonly string[] }>> = {
  [BUILT_DOCKERFILES.everyInstruction]: {
    layers: [5, 7, 8, 9, 10, 12],
    settings: [
      'LABEL 3', 'ARG 4', 'WORKDIR 5', 'ENV 6', 'USER 13', 'EXPOSE 14', 'VOLUME 15', 'STOPSIGNAL 16', 'HEALTHCHECK 17',
      'ENTRYPOINT 18', 'CMD 19',
    ],
  },
  [BUILT_DOCKERFILES.twoStages]: { layers: [8, 9, 10], settings: ['ENV 7', 'WORKDIR 8', 'USER 11', 'CMD 12'] },
  [BUILT_DOCKERFILES.rareForms]: {
    layers: [7, 8, 9, 10, 13, 15],
    settings: [
      'ARG 3', 'ARG 4', 'ENV 5', 'ENV 6', 'WORKDIR 7', 'WORKDIR 8', 'SHELL 14', 'ONBUILD 16', 'MAINTAINER 17', 'HEALTHCHECK 18',
      'CMD 19',
    ],
  },
  [BUILT_DOCKERFILES.mounts]: { layers: [2, 8, 9, 10], settings: ['USER 11'] },
  [BUILT_DOCKERFILES.heredocs]: { layers: [2, 6, 10], settings: ['ARG 9', 'EXPOSE 11', 'HEALTHCHECK 12'] },
}; // prettier-ignore

const all = Object.values(BUILT_DOCKERFILES).map((text, index) =>
  dockerfile(text, `services/${index}/Dockerfile`),
);

describe('what real builders wrote is traced to its lines', () => {
  const named = BUILT_HISTORIES.map(
    (built) => [built.builder, built.version, built.dockerfile.length, built] as const,
  );
  it.each(named)('%s %s, a Dockerfile of %i characters', (builder, _version, _length, built) => {
    const expected = EXPECTED[built.dockerfile];
    const image = imageOf(built.history);
    const trace = traceImage(image, all);
    expect(trace.unmapped).toBeUndefined();
    expect(all.find(({ path }) => path === trace.dockerfile)?.text).toBe(built.dockerfile);
    expect(trace.base).toBe('railgate.test/base:1');
    expect(trace.baseLayers).toBe(1);
    expect(trace.notes).toEqual([]);
    // Buildah makes no layer for a folder; BuildKit writes down no ONBUILD, and Kaniko nothing without a layer.
    const folders = new Set(
      trace.settings.filter(({ keyword }) => keyword === 'WORKDIR').map(({ region }) => region.startLine),
    );
    const layers = expected?.layers.filter((line) => builder !== 'buildah' || !folders.has(line));
    expect(layerLines(image, trace).slice(1)).toEqual(layers?.map((line) => `own ${line}`));
    const silent = { buildkit: /^ONBUILD/, kaniko: /^(?!WORKDIR)/, classic: /^$/, buildah: /^$/ }[builder];
    expect(settingLines(trace)).toEqual(expected?.settings.filter((setting) => !silent.test(setting)));
  });
});
