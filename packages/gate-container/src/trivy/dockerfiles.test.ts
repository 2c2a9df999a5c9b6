import { describe, expect, it } from 'vitest';

import { placeThat, type Answer } from '../../test/place.js';
import { checkDockerfiles } from './dockerfiles.js';

const limits = { seconds: 10, memory: 100, signal: new AbortController().signal };
const check = (more: object = {}) => ({
  ID: 'DS-0002',
  Title: 'root',
  Severity: 'HIGH',
  Status: 'FAIL',
  ...more,
});
const result = (name: string, ...checks: unknown[]) => ({
  Target: `${name}/Dockerfile`,
  Class: 'config',
  Type: 'dockerfile',
  Misconfigurations: checks,
});
const passed = check({ Status: 'PASS' });
const report = (...results: unknown[]) => ({ SchemaVersion: 2, Results: results });
const canary = result('canary', check());
const ask = (answer: Answer, files: readonly string[] = ['FROM a\n', 'FROM b\n']) => {
  const place = placeThat(() => answer);
  return {
    place,
    found: checkDockerfiles(place, new Map(files.map((text, at) => [`f${at}`, text])), limits),
  };
};
const idsOf = async (answer: Answer) =>
  [...(await ask(answer).found)].map(([key, found]) => [key, ...found.map(({ id }) => id)]);

describe('Dockerfiles, as Trivy judges them', () => {
  it('ok: are silent where every check is passed', async () => {
    const answer = { report: report(canary, result('0', passed), result('1', passed)) };
    expect(await idsOf(answer)).toEqual([['f0'], ['f1']]);
  });

  it('ok: are not asked about where there is none', async () => {
    const { place, found } = ask({}, []);
    expect([await found, place.asked]).toEqual([new Map(), []]);
  });

  it('ng: have what fails, each its own', async () => {
    const answer = {
      report: report(result('1', check({ ID: 'DS-0031' }), passed, check()), canary, result('0', passed)),
    };
    expect(await idsOf(answer)).toEqual([['f0'], ['f1', 'DS-0031', 'DS-0002']]);
  });

  it('broken: are missing where Trivy did not read them, or says what nobody understands', async () => {
    expect(await idsOf({ report: report(canary, result('1', passed)) })).toEqual([['f1']]);
    const strange = result('0', check({ ID: 7 }));
    expect(await idsOf({ report: report(canary, strange, result('1', passed)) })).toEqual([['f1']]);
    const none = { Target: '0/Dockerfile', Misconfigurations: 'many' };
    expect(await idsOf({ report: report(canary, none, result('1', passed)) })).toEqual([['f1']]);
  });

  it.each<[string, Answer, string, RegExp]>([
    ['the known-bad one was not seen', { report: report(result('0', passed)) }, 'CANARY_MISSED', /runs as root/],
    ['the known-bad one passed', { report: report(result('canary', passed)) }, 'CANARY_MISSED', /runs as root/],
    ['nothing was seen', { report: report() }, 'CANARY_MISSED', /runs as root/],
    ['there is no report', {}, 'REPORT_UNREADABLE', /no report/],
    ['the report is cut off', { report: '{"SchemaVersion":2,' }, 'REPORT_UNREADABLE', /cut off/],
    ['Trivy fails', { exitCode: 1, stderr: 'x\tFATAL\tno luck', report: report(canary) }, 'TOOL_CRASHED', /check of the Dockerfiles failed.*no luck/],
    ['Trivy takes too much memory', { exitCode: 137, outOfMemory: true }, 'TOOL_CRASHED', /more than 100 MB/],
  ])('broken: are unknown when %s', async (_, answer, code, message) => {
    await expect(ask(answer).found).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
  }); // prettier-ignore

  it('reach Trivy under names of ours, without a word that lets something through', async () => {
    const text = 'FROM a\n# trivy:ignore:DS-0002\n#tfsec:IGNORE:x\nRUN echo "trivy: ignore"\n';
    const { place, found } = ask({ report: report(canary) }, [text]);
    await found;
    const [{ files, args } = { files: new Map<string, Buffer>(), args: [] }] = place.asked;
    expect([...files.keys()]).toEqual(['dockerfiles/canary/Dockerfile', 'dockerfiles/0/Dockerfile']);
    expect(files.get('dockerfiles/0/Dockerfile')?.toString()).toBe(
      'FROM a\n# trivy_ignore:DS-0002\n#tfsec_IGNORE:x\nRUN echo "trivy: ignore"\n',
    );
    expect(args.at(-1)).toBe('/scan/dockerfiles');
  });

  it('are all asked about in one run, however many', async () => {
    const many = Array.from({ length: 300 }, (_, at) => `FROM a${at}\n`);
    const results = many.map((__, at) => result(String(at), check()));
    const { place, found } = ask({ report: report(canary, ...results) }, many);
    expect((await found).size).toBe(300);
    expect(place.asked).toHaveLength(1);
  });
});
