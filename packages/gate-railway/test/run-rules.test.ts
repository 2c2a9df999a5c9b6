import { expect, it } from 'vitest';

import { DEFAULT_OPTIONS } from '../src/options.js';
import type { RailwayContext, RailwayRule } from '../src/rule.js';
import { configDeprecated } from '../src/rules/config-deprecated.js';
import { runRules } from '../src/run-rules.js';
import { DocumentStore } from '../src/documents/store.js';
import { resolveTarget } from '../src/services/resolve.js';
import { serviceMapOf } from '../src/services/service-map.js';

it('makes a rule that fails on a file a gap of that file, and goes on', async () => {
  const files = ['a/railway.json', 'b/railway.json'].map((path) => ({ path, size: 2 }));
  const projects = [{ name: 'x', path: '.', source: 'manifest' }] as const;
  const services = serviceMapOf({ root: '/', files, projects, services: [] });
  const target = { id: 'root', kind: 'project', path: '.', name: 'x', files } as const;
  const store = new DocumentStore(() => ({ text: '{}', bytes: 2 }), new Set(files.map(({ path }) => path)));
  const model = await resolveTarget(target, services, store);
  const failing: RailwayRule = {
    ...configDeprecated,
    id: 'railway/failing',
    checks: {
      *config({ document }) {
        if (document.path.startsWith('a/')) throw new TypeError('a secret of the file');
        yield { message: 'Found.', at: document.place([], 'value') };
      },
    },
  };
  const now = new Date('2026-11-01');
  const context: RailwayContext = { now, options: DEFAULT_OPTIONS, services };
  const { findings, gaps } = runRules(model, [failing, configDeprecated], context);
  expect(findings.map((one) => `${one.ruleId} ${one.at.path}`)).toEqual([
    'railway/failing b/railway.json',
    'railway/config-deprecated a/railway.json',
    'railway/config-deprecated b/railway.json',
  ]);
  // What is about a file as such is not known by what its first line says.
  expect(findings.map(({ subject }) => subject?.kind)).toEqual([undefined, 'file', 'file']);
  expect(gaps).toEqual([
    {
      code: 'PART_SKIPPED',
      path: 'a/railway.json',
      message: 'railway/failing stopped with TypeError at a/railway.json, which it has not checked.',
    },
  ]);
});
