import { GateError } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { billsOf } from '../../src/look/bills.js';
import type { Looked, Unknown } from '../../src/look/look-at.js';
import { gapsOf, nothingKnown } from '../../src/look/unknown.js';
import type { ImageRequest } from '../../src/targets/request.js';
import { useOf, viewOf } from '../made.js';

const request = (more: Partial<ImageRequest> = {}): ImageRequest => ({
  label: 'The image api:ci',
  uses: [],
  open: () => Promise.reject(new Error('Not again.')),
  ...more,
});
const error = new GateError('NEED_UNMET', 'It is not there.', { remedy: 'Fetch it.' });
const unknown = (more: Partial<Unknown> = {}): Unknown => ({
  request: request(),
  error,
  isOpen: false,
  ...more,
});

describe('images of which nothing is known', () => {
  it('are a gap, at every Dockerfile that starts from them', () => {
    const uses = [useOf('web/Dockerfile', 1), useOf('api/Dockerfile', 4)];
    expect(gapsOf([unknown({ request: request({ uses }) })])).toMatchObject([
      { code: 'SOURCE_MISSING', path: 'api/Dockerfile', line: 4, remedy: 'Fetch it.' },
      { code: 'SOURCE_MISSING', path: 'web/Dockerfile', line: 1 },
    ]);
  });

  it.each([
    ['was not there', {}, 'SOURCE_MISSING'],
    ['the scanner failed at', { isOpen: true }, 'ENGINE_FAILED'],
    ['is a file that cannot be had', { request: request({ path: 'a.tar' }) }, 'FILE_UNREADABLE'],
    [
      'is a damaged file',
      { request: request({ path: 'a.tar' }), error: new GateError('REPORT_UNREADABLE', 'It is cut off.') },
      'FILE_UNPARSEABLE',
    ],
  ])('what %s has a code of its own', (_, more, code) => {
    expect(gapsOf([unknown(more)]).map((gap) => gap.code)).toEqual([code]);
  });

  it('are the end of it where there is nothing else', () => {
    const all = [unknown(), unknown(), unknown()];
    expect(nothingKnown(all)).toMatchObject({
      code: 'NEED_UNMET',
      message: 'The image api:ci was not looked at. It is not there. 2 more images were not looked at.',
      remedy: 'Fetch it.',
    });
  });
});

describe('bills', () => {
  it('have names of their own, whatever the images are called', () => {
    const names = ['api', 'registry.test/api', 'registry.test--api', 'api', 'api#2', '../../etc/passwd'];
    const looked = names.map((name): Looked => ({
      request: request(),
      view: viewOf({}, { name }),
      keys: [],
      bill: [],
    }));
    const paths = billsOf(looked).map(({ path }) => path);
    expect(new Set(paths).size).toBe(names.length);
    expect(paths[0]).toBe('sbom/images/api.cdx.json');
    for (const path of paths) expect(path).toMatch(/^sbom\/images\/[^/]+\.cdx\.json$/);
  });
});
