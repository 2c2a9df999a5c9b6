import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { BUILDERS, built, instructions, sourceOf, type Modelled } from '../../test/trace/builder-models.js';
import { BASE, dockerfile, imageOf, layerLines, made } from '../../test/trace/traced.js';
import { traceImage } from './trace.js';

const MANY = Array.from({ length: 40 }, (_, index) => `word-${index}-of-many`);
const FEW = ['a', 'one'];
const builder = fc.constantFrom(...BUILDERS);
/** Kaniko leaves out a WORKDIR that was there, so that it may be the base image's as well. */
const writingAll = fc.constantFrom(...BUILDERS.filter((one) => one !== 'kaniko'));
const HEAD =
  'ARG TAG=12\nFROM debian:${TAG} AS build\nRUN make build\n\n# the final stage\nFROM debian:${TAG}\n';
const FIRST = 7;

/** What is expected of the layers of an image whose base has one. */
function expectedLayers(
  entries: readonly { readonly emptyLayer: boolean }[],
  lines: readonly number[],
): string[] {
  return [
    'base 6',
    ...lines.filter((_, index) => entries[index]?.emptyLayer === false).map((line) => `own ${line}`),
  ];
}

function madeLayers(stage: readonly Modelled[]): boolean {
  return stage.some(({ source }) => /^(?:RUN|COPY)/.test(source));
}

describe('a Dockerfile at random, its history as each builder writes it', () => {
  it('is traced to exactly its lines', () => {
    fc.assert(
      fc.property(builder, instructions(MANY).filter(madeLayers), (by, stage) => {
        const { entries, lines } = built(by, stage, FIRST);
        const image = imageOf([...BASE, ...entries]);
        const trace = traceImage(image, [dockerfile(HEAD + sourceOf(stage))], { dockerfile: 'Dockerfile' });
        expect(trace.unmapped).toBeUndefined();
        expect(layerLines(image, trace)).toEqual(expectedLayers(entries, lines));
        expect(trace.base).toBe('debian:12');
      }),
      { numRuns: 200 },
    );
  });

  it('is never traced to another one of the repository, however alike they are', () => {
    fc.assert(
      fc.property(
        builder,
        instructions(FEW),
        fc.array(instructions(FEW), { maxLength: 6 }),
        (by, stage, others) => {
          const own = dockerfile(HEAD + sourceOf(stage), 'own/Dockerfile');
          const all = [
            ...others.map((one, index) => dockerfile(HEAD + sourceOf(one), `other/${index}/Dockerfile`)),
            own,
          ];
          const { entries, lines } = built(by, stage, FIRST);
          const image = imageOf([...BASE, ...entries]);
          const trace = traceImage(image, all);
          if (trace.unmapped !== undefined) return;
          const same = all.find(({ path }) => path === trace.dockerfile);
          if (same !== own) expect(same?.text).toBe(own.text);
          expect(layerLines(image, trace)).toEqual(expectedLayers(entries, lines));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is none of an image of another Dockerfile', () => {
    fc.assert(
      fc.property(builder, instructions(MANY), instructions(MANY), (by, stage, other) => {
        fc.pre(stage.at(-1)?.source !== other.at(-1)?.source);
        const image = imageOf([...BASE, ...built(by, stage, FIRST).entries]);
        const trace = traceImage(image, [dockerfile(HEAD + sourceOf(other))]);
        expect(trace.unmapped).toBeDefined();
        expect(trace.layers.size).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  it('gives no line of its own to what a step in between made', () => {
    fc.assert(
      fc.property(writingAll, instructions(MANY).filter(madeLayers), fc.nat(), (by, stage, where) => {
        const { entries, lines } = built(by, stage, FIRST);
        const at = where % (entries.length + 1);
        const image = imageOf([...BASE, ...entries.toSpliced(at, 0, made('/bin/sh -c somebody else'))]);
        const trace = traceImage(image, [dockerfile(HEAD + sourceOf(stage))]);
        const others = new Set(['base 6', '-', ...lines.map((line) => `own ${line}`)]);
        const layer = BASE.length - 1 + entries.slice(0, at).filter((entry) => !entry.emptyLayer).length;
        const found = layerLines(image, trace);
        for (const line of found) expect(others).toContain(line);
        expect(found[layer]).toMatch(at === 0 ? /^(?:base|-)/ : /^-$/);
      }),
      { numRuns: 150 },
    );
  });
});
