import { parseDockerfile } from '@railgate/code/reader';
import { GateError } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { checklistsOf } from '../../src/look/checklists.js';
import type { Looked } from '../../src/look/look-at.js';
import { checkSettings } from '../../src/look/settings.js';
import type { Trivy } from '../../src/trivy/session.js';
import { UNMAPPED, check, viewOf } from '../made.js';

const { signal } = new AbortController();
const parsed = parseDockerfile('Dockerfile', 'FROM a\n');
const documents = new Map(parsed.kind === 'document' ? [['Dockerfile', parsed.document]] : []);
const request = { label: 'The image api', uses: [], open: () => Promise.reject(new Error('Not again.')) };
const looked = (name: string, settings?: string): Looked => ({
  request,
  view: viewOf({}, { name, trace: UNMAPPED }),
  keys: [],
  bill: [],
  ...(settings !== undefined && { settings }),
});
/** Finds what the texts are, and cannot read what says so. */
const trivy = (texts: string[][] = []): Pick<Trivy, 'checkDockerfiles'> => ({
  checkDockerfiles: (files) => {
    texts.push([...files.values()]);
    return Promise.resolve(
      new Map(
        [...files]
          .filter(([, text]) => text !== 'unreadable')
          .map(([key, text]) => [
            key,
            text === 'fine' ? [] : [check({ id: text, startLine: 3, endLine: 4 })],
          ]),
      ),
    );
  },
});

describe('settings', () => {
  it('ok: are asked about in one run for all Dockerfiles and unmapped images', async () => {
    const texts: string[][] = [];
    const images = [looked('a', 'fine'), looked('mapped'), looked('b', 'fine')];
    const checks = await checkSettings(trivy(texts), documents, images, signal);
    expect(texts).toEqual([['FROM a\n', 'fine', 'fine']]);
    expect(checks.gaps).toEqual([]);
    expect([...checks.byPath.keys()]).toEqual(['Dockerfile']);
    expect(checks.looked.map(({ view }) => [view.name, view.observed.misconfigurations])).toEqual([
      ['a', []],
      ['mapped', []],
      ['b', []],
    ]);
  });

  it('ng: are those of each image, without lines that are nowhere, and without what means nothing there', async () => {
    const images = [looked('a', 'DS-0002'), looked('b', 'DS-0007'), looked('c', 'DS-0016')];
    const checks = await checkSettings(trivy(), new Map(), images, signal);
    const [a, b, c] = checks.looked.map(({ view }) => view.observed.misconfigurations);
    expect(a).toMatchObject([{ id: 'DS-0002', severity: 'high' }]);
    expect(a?.[0]).not.toHaveProperty('startLine');
    expect([b, c]).toEqual([[], []]);
  });

  it('broken: are a gap and an unknown step where Trivy could not read them, and of the others known', async () => {
    const images = [looked('a', 'unreadable'), looked('b', 'DS-0002')];
    const checks = await checkSettings(trivy(), documents, images, signal);
    expect(checks.gaps).toEqual([
      {
        code: 'ENGINE_FAILED',
        message: 'The settings of the image a were not checked: Trivy could not read it.',
      },
    ]);
    const judged = checks.looked.map(({ view, unchecked }) => ({ view, findings: [], unchecked }));
    const steps = checklistsOf(judged, [], []).map((list) => list.steps.find(({ id }) => id === 'settings'));
    expect(steps).toMatchObject([
      {
        status: 'unknown',
        evidence: 'The settings of the image a were not checked: Trivy could not read it',
      },
      { status: 'pass' },
    ]);
  });

  it('ok: stand in a list that claims no look at files that Trivy leaves out', () => {
    const judged = [{ view: viewOf({}, { name: 'a', trace: UNMAPPED }), findings: [] }];
    const [secrets] = checklistsOf(judged, [], []).flatMap((list) =>
      list.steps.filter(({ id }) => id === 'secrets'),
    );
    expect(secrets?.evidence).toMatch(
      /layers? looked at, without programs, libraries, tests and documentation$/,
    );
  });

  it('broken: are all unknown when the run fails, and no end that the user wants is a gap', async () => {
    const failing = { checkDockerfiles: () => Promise.reject(new GateError('TOOL_CRASHED', 'No luck.')) };
    const checks = await checkSettings(failing, documents, [looked('a', 'x')], signal);
    expect(checks.gaps).toEqual([
      {
        code: 'ENGINE_FAILED',
        path: 'Dockerfile',
        message: 'The settings of Dockerfile were not checked: No luck.',
      },
      { code: 'ENGINE_FAILED', message: 'The settings of the image a were not checked: No luck.' },
    ]);
    expect([...checks.unchecked.keys()]).toEqual(['Dockerfile']);
    const ended = AbortSignal.abort(new Error('Ctrl-C'));
    await expect(checkSettings(failing, documents, [], ended)).rejects.toThrow('Ctrl-C');
  });
});
