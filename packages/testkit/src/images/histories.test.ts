import { describe, expect, it } from 'vitest';

import { BASE_STEPS, BUILT_HISTORIES, type BuiltHistory } from './histories.js';
import { imageOfDockerfile } from './dockerfile-image.js';
import { makeImage } from './image.js';

/** BuildKit of 2022 wrote some instructions in another way than that of 2025, which `imageOfDockerfile` follows. */
function today(text: string): string {
  return text
    .replace('EXPOSE map[3000/tcp:{}]', 'EXPOSE [3000/tcp]')
    .replace(/^COPY package\.json package\.json\.d/, 'COPY --chown=1000:1000 package.json package.json.d')
    .replace('COPY /src /opt/', 'COPY --chown=1000:1000 /src /opt/')
    .replace('COPY extra.txt /opt/extra.txt', 'COPY --chmod=755 extra.txt /opt/extra.txt');
}

function ofBuildKit(name: string): BuiltHistory {
  const found = BUILT_HISTORIES.find(
    ({ builder, dockerfile }) => builder === 'buildkit' && dockerfile.includes(name),
  );
  if (found === undefined) throw new Error(name);
  return found;
}

describe('an image of a Dockerfile', () => {
  it.each(['COPY --from=build /src/result.txt', 'FROM tools AS final'])(
    'has the history that BuildKit wrote: %s',
    (name) => {
      const { dockerfile, history } = ofBuildKit(name);
      const { steps } = imageOfDockerfile(dockerfile, { base: { steps: [] }, tags: [] });
      const made = makeImage({ steps }).history;
      const real = history.slice(BASE_STEPS).map((step) => ({ ...step, createdBy: today(step.createdBy) }));
      expect(made).toEqual(real);
    },
  );

  it('takes arguments from before the first FROM, from the build and from the base image', () => {
    const dockerfile =
      'ARG PORT=3000\nFROM a:1\nARG PORT\nARG OTHER=1\nENV B=${PORT} C=$A\nRUN echo ${PORT}\nEXPOSE ${PORT}/udp\n';
    const base = { steps: [], settings: { Env: ['A=of the base'] } };
    const { steps, settings } = imageOfDockerfile(dockerfile, { base, buildArguments: { OTHER: '2' } });
    expect(steps.map(({ createdBy }) => createdBy)).toEqual([
      'ARG PORT=3000',
      'ARG OTHER=2',
      'ENV B=3000 C=of the base',
      'RUN |2 PORT=3000 OTHER=2 /bin/sh -c echo ${PORT} # buildkit',
      'EXPOSE [3000/udp]',
    ]);
    expect(settings?.ExposedPorts).toEqual({ '3000/udp': {} });
  });

  it('refuses files of an instruction that is not there', () => {
    const files = { 'RUN never': [] };
    expect(() => imageOfDockerfile('FROM a:1\nRUN now\n', { base: { steps: [] }, files })).toThrow(
      'RUN never',
    );
  });
});

it('keeps for each history as many entries as its image has instructions', () => {
  for (const { history } of BUILT_HISTORIES) {
    expect(history.length).toBeGreaterThan(BASE_STEPS);
    expect(history[0]?.emptyLayer).toBe(false);
  }
  expect(new Set(BUILT_HISTORIES.map(({ builder }) => builder)).size).toBe(4);
});
