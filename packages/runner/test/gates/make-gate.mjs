import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';

import { GateError } from '@railgate/contract';
import { buildRun } from '@railgate/sarif';

import { BEHAVIOURS } from './behaviours.mjs';

/** A gate that does what `does` says, for a test of what the runner makes of it. */
export function makeGate({ id = 'stub', does = 'ok', scope = 'workspace', timeout = '60', cleanup }) {
  const rules = [ruleOf(id)];
  const meta = {
    id,
    title: `Railgate ${id}`,
    question: 'Does the stub do what it says?',
    scope,
    needs: [],
    inputs: ['**'],
    timeout: Number(timeout),
    ...(cleanup !== undefined && { cleanup: Number(cleanup) }),
  };
  return {
    meta,
    options: { type: 'object', properties: {}, additionalProperties: false },
    rules,
    skip: (target) => skipOf(does, target),
    async scan(input) {
      input.progress(`start of ${input.target.id}`);
      const build = (findings = [], gaps = [], evidence = evidenceOf(input, gaps)) => ({
        run: buildRun({ meta, target: input.target.id, rules, findings, evidence, gaps }),
        evidence,
        gaps,
      });
      return BEHAVIOURS[does]({ input, build, rule: rules[0].id, GateError, spawn, writeFileSync });
    },
  };
}

export function evidenceOf({ target }, gaps = []) {
  const files = Math.max(1, target.files.length);
  const engines = [{ name: 'stub', version: '1.0.0', canary: 'found' }];
  return {
    engines,
    expected: { files },
    seen: { files: files - new Set(gaps.map(({ path }) => path)).size },
  };
}

function skipOf(does, target) {
  if (does === 'skip') return { kind: 'nothing-to-scan', message: `Nothing in ${target.id} for the stub.` };
  if (does === 'skip-empty' && target.files.length === 0)
    return { kind: 'nothing-to-scan', message: 'No file.' };
  if (does === 'skip-badly') return { kind: 'bored' };
  if (does === 'skip-throws') throw new Error('skip is broken');
  return undefined;
}

function ruleOf(id) {
  return {
    id: `${id}/planted`,
    name: 'Planted',
    summary: 'A planted finding.',
    description: 'Sees what the test planted.',
    why: 'The test wants it.',
    remediation: 'Change the test.',
    severity: 'high',
    precision: 'very-high',
    cwe: [79],
    references: [],
    since: '0.1.0',
  };
}
