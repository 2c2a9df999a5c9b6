import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Report, Reporter } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { lastLook } from '../src/masks.js';
import { loadGates } from '../src/load-gates.js';
import { makePlan, type ScanStep } from '../src/plan.js';
import { rehearse, type Stage } from '../src/rehearse.js';
import { bytesOf } from './reports.js';
import { runIn } from './run-in.js';
import { makeRepository, makeWorkspace, stubGate } from './support.js';

describe('what follows a scan, while the only gate scans', () => {
  it('is run once with a finding that is made up, of which nothing stays', async () => {
    const root = makeRepository();
    const rendered: Report[] = [];
    const reporter = reporterOf((report) => {
      rendered.push(report);
      if (rulesOf(report).length > 0) writeFileSync(join(root, 'go-on'), '');
    });
    // Where nobody rehearses, this gate waits until its time is over.
    const gates = [stubGate({ does: 'waits-to-go-on', timeout: 20 })];
    const { folder, verdict, warnings } = await runIn(root, { gates, reporters: [reporter] });
    expect(rendered.map(rulesOf)).toEqual([['rehearsal/made-up'], []]);
    expect(verdict.status).toBe('clean');
    expect(warnings).toEqual([]);
    expect(JSON.stringify(bytesOf(folder))).not.toContain('rehearsal');
  });

  it('says nothing of a reporter that fails: the report itself does', async () => {
    const bad = reporterOf(() => {
      throw new Error('no disk');
    });
    const gates = [stubGate({ does: 'slow' })];
    const { warnings } = await runIn(makeRepository(), { gates, reporters: [bad] });
    expect(warnings).toHaveLength(1);
  });

  it('ends when there is an answer', async () => {
    const { stage, rendered } = await stageOf();
    await rehearse(await stepOf(), Promise.resolve(), stage);
    await rehearse(await stepOf(), Promise.reject(new Error('crashed')), stage);
    expect(rendered).toEqual([]);
    await rehearse(await stepOf(), new Promise(() => undefined), stage);
    expect(rendered).toHaveLength(1);
  });
});

async function stageOf() {
  const rendered: unknown[] = [];
  const stage: Stage = {
    workspace: await makeWorkspace(),
    judge: (parts) => ({ manifest: { discovery: {} }, log: { runs: [] }, parts }) as unknown as Report,
    reporters: () => Promise.resolve([reporterOf((report) => void rendered.push(report))]),
    lastLook: lastLook(),
  };
  return { stage, rendered };
}

async function stepOf(): Promise<ScanStep> {
  const gates = await loadGates([stubGate()]);
  const settings = { stub: { enabled: true, enforce: true, options: {} } };
  const [step] = (await makePlan({ gates, workspace: await makeWorkspace(), settings, selection: {} })).steps;
  if (!step) throw new Error('nothing is planned');
  return step;
}

function reporterOf(see: (report: Report) => void): Reporter {
  return {
    id: 'witness',
    file: 'summary.md',
    mediaType: 'text/markdown',
    render(report) {
      see(report);
      return 'Seen.\n';
    },
  };
}

function rulesOf({ log }: Report): unknown[] {
  return log.runs.flatMap(({ results = [] }) => results.map(({ ruleId }) => ruleId));
}
