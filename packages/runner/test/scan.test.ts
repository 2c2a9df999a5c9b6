import { ERROR_CODES, ERRORS } from '@railgate/contract';
import { schemaViolations, toLog } from '@railgate/sarif';
import { describe, expect, it } from 'vitest';

import { makeWorkspace, outcomeOf, scan, scanOnce, scanOne, stubGate } from './support.js';

describe('ok: a gate that looks', () => {
  it('is done, with its evidence', async () => {
    const { outcome, run } = await scanOne('ok');
    expect(outcome).toMatchObject({
      gate: 'stub',
      target: 'root',
      enforced: true,
      status: 'done',
      findings: [],
      gaps: [],
      evidence: { expected: { files: 2 }, seen: { files: 2 } },
    });
    expect(run?.invocations).toEqual([{ executionSuccessful: true }]);
    expect(run?.automationDetails?.id).toBe('railgate/stub/root/');
  });

  it('gets its options, the day, whether it may go online, and its files', async () => {
    const { run } = await scanOne('echo-input', { options: { a: 1 } });
    expect(run?.results?.[0]?.message.text).toBe('2026-03-04T00:00:00.000Z false {"a":1} 2.');
  });

  it('keeps artifacts, degraded engines and what was not scanned', async () => {
    expect((await scanOne('artifact')).artifacts).toMatchObject([{ path: 'sbom/root.cdx.json' }]);
    expect((await scanOne('not-scanned')).notScanned).toEqual([
      { path: 'dist/app.min.js', reason: 'minified' },
    ]);
    expect(await outcomeOf('degraded')).toMatchObject({ degraded: [{ engine: 'other' }] });
  });

  it('takes data of the future as of now', async () => {
    expect(await outcomeOf('future-data')).toMatchObject({ status: 'done' });
  });

  it('drops what is no data and no finding', async () => {
    expect(await outcomeOf('with-function')).toMatchObject({ status: 'done' });
  });

  it('never lets a gate print', async () => {
    const output = captured();
    expect(await outcomeOf('prints')).toMatchObject({ status: 'done' });
    expect(output()).toBe('');
  });
});

describe('ng: a gate that finds', () => {
  it('finishes the run: fingerprints, snippets, valid SARIF', async () => {
    const { outcome, run } = await scanOne('finding');
    expect(outcome).toMatchObject({
      findings: [{ ruleId: 'stub/planted', severity: 'high', path: 'src/a.ts', line: 2, state: 'new' }],
    });
    const result = run?.results?.[0];
    expect(result?.locations?.[0]?.physicalLocation?.contextRegion?.snippet?.text).toContain('eval(input)');
    expect(result?.partialFingerprints?.['railgateId/v1']).toMatch(/^[0-9a-f]{32}:\d+$/);
    expect(schemaViolations(toLog(run ? [run] : []))).toEqual([]);
  });

  it('masks secrets in messages', async () => {
    const { run } = await scanOne('secret-in-message');
    expect(JSON.stringify(run)).not.toContain('hunter2hunter2');
  });
});

describe('broken: errors of the gate', () => {
  const gates = ERROR_CODES.map((code) => stubGate({ id: gateOf(code), does: 'throws' }));
  const settings = Object.fromEntries(
    ERROR_CODES.map((code) => [gateOf(code), { enabled: true, enforce: true, options: { code } }]),
  );
  const partOf = scanOnce({ gates, settings });

  it.each(ERROR_CODES)('keeps %s with its message and remedy, and no path of this machine', async (code) => {
    const part = await partOf(gateOf(code));
    expect(part.outcome).toMatchObject({
      status: 'broken',
      code,
      message: `It is ${code} below src/a.ts.`,
      remedy: 'Do this.',
    });
    expect(part.run?.invocations?.[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'error', descriptor: { id: code } }],
    });
    expect(part.run).not.toHaveProperty('results');
  });

  it('knows a GateError of another copy of the contract', async () => {
    expect(await outcomeOf('throws-foreign')).toMatchObject({ code: 'NEED_UNMET', remedy: 'Do that.' });
  });

  it.each([
    ['throws-error', /^The gate failed: TypeError: Cannot read properties of undefined\.$/],
    ['throws-undefined', /^The gate failed: undefined\.$/],
    ['throws-hostile', /cannot be shown\.$/],
    ['throws-secret', /^(?!.*hunter2).*redacted/],
  ])('calls %s a defect', async (does, message) => {
    const outcome = await outcomeOf(does);
    expect(outcome).toMatchObject({ status: 'broken', code: 'INTERNAL', remedy: ERRORS.INTERNAL.advice });
    expect(outcome).toHaveProperty('message', expect.stringMatching(message));
  });

  it('is broken when the module is not there, and when it is another gate', async () => {
    const gate = { ...stubGate(), module: 'file:///no/such/gate.mjs' };
    expect((await scan({ gates: [gate] }))[0]?.outcome).toMatchObject({ status: 'broken', code: 'INTERNAL' });
    const other = { ...stubGate({ id: 'one' }), module: stubGate({ id: 'two' }).module };
    expect((await scan({ gates: [other] }))[0]?.outcome).toMatchObject({
      code: 'INTERNAL',
      message: expect.stringContaining('no gate of that id'),
    });
  });
});

describe('broken: answers that prove nothing', () => {
  const cases: readonly (readonly [does: string, code: string, message: RegExp])[] = [
    ['returns-nothing', 'REPORT_UNREADABLE', /the answer is no object/],
    ['returns-text', 'REPORT_UNREADABLE', /the answer is no object/],
    ['with-bigint', 'REPORT_UNREADABLE', /no plain data/],
    ['with-cycle', 'REPORT_UNREADABLE', /no plain data/],
    ['no-evidence', 'REPORT_UNREADABLE', /evidence is no object/],
    ['nan-evidence', 'REPORT_UNREADABLE', /evidence\.seen\.files is no count/],
    ['no-gaps', 'REPORT_UNREADABLE', /gaps is no list/],
    ['unknown-gap', 'REPORT_UNREADABLE', /gaps\.code is unknown/],
    ['absolute-gap', 'REPORT_UNREADABLE', /gaps\.path is absolute/],
    ['bad-level', 'REPORT_UNREADABLE', /breaks the SARIF schema: .*level/],
    ['bad-results', 'REPORT_UNREADABLE', /breaks the SARIF schema: .*results/],
    ['no-tool', 'REPORT_UNREADABLE', /breaks the SARIF schema: .*tool/],
    ['undeclared-rule', 'REPORT_UNREADABLE', /stub\/other, which it does not declare/],
    ['no-location', 'REPORT_UNREADABLE', /not exactly one location/],
    ['absolute-path', 'REPORT_UNREADABLE', /absolute or leaves/],
    ['file-uri', 'REPORT_UNREADABLE', /absolute or leaves/],
    ['dots-path', 'REPORT_UNREADABLE', /absolute or leaves/],
    ['encoded-dots', 'REPORT_UNREADABLE', /absolute or leaves/],
    ['related-outside', 'REPORT_UNREADABLE', /absolute or leaves/],
    ['artifact-outside', 'REPORT_UNREADABLE', /artifacts\.path is absolute or leaves/],
    ['artifact-of-numbers', 'REPORT_UNREADABLE', /artifacts\.content is no text/],
    ['artifact-over-manifest', 'REPORT_UNREADABLE', /run\.json is no name for an artifact/],
    ['zero-files', 'LOOKED_AT_NOTHING', /read none of 2 files and does not say why/],
    ['expects-nothing', 'LOOKED_AT_NOTHING', /expected nothing to look at/],
    ['expects-no-key', 'LOOKED_AT_NOTHING', /expected nothing to look at/],
    ['canary-missed', 'CANARY_MISSED', /stub 1\.0\.0 did not find/],
  ];
  const partOf = scanOnce({ gates: cases.map(([does]) => stubGate({ id: does, does })) });

  it.each(cases)('%s is %s', async (does, code, message) => {
    expect((await partOf(does)).outcome).toMatchObject({
      status: 'broken',
      code,
      message: expect.stringMatching(message),
    });
  });
});

describe('gaps', () => {
  it('stand beside what was found', async () => {
    const { outcome, run } = await scanOne('finding-and-gap');
    expect(outcome).toMatchObject({
      status: 'done',
      findings: [{}],
      gaps: [{ code: 'FILE_UNPARSEABLE', line: 3 }],
    });
    expect(run?.invocations?.[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ descriptor: { id: 'FILE_UNPARSEABLE' } }],
    });
  });

  it('are added for a file that the gate lost', async () => {
    const { outcome, run } = await scanOne('loses-a-file');
    expect(outcome).toMatchObject({
      status: 'done',
      gaps: [{ code: 'PART_SKIPPED', message: expect.stringContaining('8 of 9 files') }],
    });
    expect(run?.invocations?.[0]?.executionSuccessful).toBe(false);
  });

  it('explain why nothing was seen', async () => {
    expect(await outcomeOf('all-gaps')).toMatchObject({ status: 'done', gaps: [{}, {}] });
  });

  it('are added for an engine that missed its canary while another did not', async () => {
    expect(await outcomeOf('one-canary-missed')).toMatchObject({
      status: 'done',
      findings: [{}],
      gaps: [{ code: 'ENGINE_FAILED', message: expect.stringContaining('two 2.0.0') }],
    });
  });

  it('name no secret and no path of this machine', async () => {
    const { outcome, run } = await scanOne('leaky-gap');
    expect(outcome).toMatchObject({ gaps: [{ message: 'src: postgres://me:[redacted]@db failed.' }] });
    expect(JSON.stringify(run)).not.toContain('hunter2');
  });
});

describe('threads', () => {
  it('scan every project once, on several threads', async () => {
    const folders = Array.from({ length: 12 }, (_, index) => `packages/p${index}/package.json`);
    const files = Object.fromEntries(folders.map((path) => [path, `{ "name": "${path.split('/')[1]}" }`]));
    const workspace = await makeWorkspace({ ...files, 'package.json': '{ "workspaces": ["packages/*"] }' });
    const gates = ['one', 'two'].map((id) => stubGate({ id, scope: 'project' }));
    const parts = await scan({ gates, workspace, jobs: 2 });
    expect(parts).toHaveLength(2 * 13);
    expect(new Set(parts.map(({ outcome }) => `${outcome.gate} ${outcome.target}`)).size).toBe(26);
    expect(parts.every(({ outcome }) => outcome.status === 'done')).toBe(true);
  });
});

function gateOf(code: string): string {
  return code.toLowerCase().replaceAll('_', '-');
}

function captured(): () => string {
  const written: string[] = [];
  const streams = [process.stdout, process.stderr].map((stream) => {
    const original = stream.write.bind(stream);
    stream.write = ((chunk: unknown) => written.push(String(chunk)) > 0) as typeof stream.write;
    return () => (stream.write = original);
  });
  return () => {
    for (const restore of streams) restore();
    return written.filter((text) => text.includes('RAILGATE-TEST')).join('');
  };
}
