import { describe, expect, it } from 'vitest';

import { planBases } from '../../src/look/base-plan.js';
import type { Looked } from '../../src/look/look-at.js';
import { UNMAPPED, useOf, viewOf } from '../made.js';

const NODE_22 = { registry: 'docker.io', repository: 'library/node', tag: '22' };

function looked(more: Partial<Looked['view']> = {}, keys: readonly string[] = []): Looked {
  const request = {
    label: 'The image api:ci',
    uses: [],
    open: () => Promise.reject(new Error('Not again.')),
  };
  return { request, view: viewOf({}, more), keys, bill: [] };
}

describe('which base images are left to look at', () => {
  it('all, where nothing was looked at', () => {
    const uses = [useOf('Dockerfile', 1), useOf('web/Dockerfile', 1)];
    expect(planBases(uses, []).left).toEqual(uses);
  });

  it('none that an image is built on, in whichever stage the Dockerfile names it', () => {
    const uses = [useOf('Dockerfile', 1), useOf('Dockerfile', 9, { isFinal: false })];
    expect(planBases(uses, [looked()]).left).toEqual([]);
  });

  it.each([
    ['another Dockerfile names it', useOf('web/Dockerfile', 1), {}],
    ['the image is built on another one', useOf('Dockerfile', 1, { reference: NODE_22 }), {}],
    ['no Dockerfile explains the image', useOf('Dockerfile', 1), { trace: UNMAPPED }],
    [
      'nobody can say which layers are of the base',
      useOf('Dockerfile', 1),
      { trace: { ...viewOf().trace, baseLayers: 0 } },
    ],
  ])('it is left where %s', (_, use, more) => {
    expect(planBases([use], [looked(more)]).left).toEqual([use]);
  });

  it('what goes by the name stands for it, and knows every FROM', () => {
    const uses = [useOf('Dockerfile', 1), useOf('web/Dockerfile', 3)];
    const archive = looked({ name: 'node', trace: UNMAPPED }, ['node:20-alpine']);
    const plan = planBases(uses, [looked(), archive]);
    expect(plan.left).toEqual([]);
    expect(plan.looked.map(({ view }) => view.uses)).toEqual([[], uses]);
  });

  it('what was given twice stands for it twice, so that neither is taken for an image of its own', () => {
    const uses = [useOf('Dockerfile', 1)];
    const archive = looked({ name: 'node', trace: UNMAPPED }, ['node:20-alpine']);
    const plan = planBases(uses, [archive, { ...archive }]);
    expect(plan.looked.map(({ view }) => view.uses)).toEqual([uses, uses]);
    expect(plan.looked.map(({ view }) => view.isBase)).toEqual([true, true]);
  });
});
