import { SEVERITIES, type Finding, type Report, type Rule } from '@railgate/contract';
import { finishRun, toLog } from '@railgate/sarif';

import { RULES, fixtureReport, step } from './fixture-report.js';

/** A report of `count` findings, spread over rules, files and severities, for size and speed. */
export function manyReport(count: number): Report {
  const { manifest } = fixtureReport();
  const rules = Array.from({ length: 60 }, (_, i) => numberedRule(i));
  const findings = Array.from({ length: count }, (_, i) => numberedFinding(i));
  const run = step('lint', 'Railgate Lint', 'apps/api', findings, rules);
  const text = Array.from(
    { length: 20 },
    (_, i) => `  const value${i} = await handler(request.query['field${i}'], options);`,
  ).join('\n');
  finishRun(run, { readText: () => text, redact: (line) => line });
  const outcomes = manifest.outcomes.filter(
    ({ gate, target }) => gate !== 'railway' && !(gate === 'lint' && target === 'apps/web'),
  );
  return { manifest: { ...manifest, outcomes }, log: toLog([run]) };
}

function numberedRule(i: number): Rule {
  const [first] = RULES;
  if (!first) throw new Error('The fixture has no rules.');
  return {
    ...first,
    id: `lint/rule-${i}`,
    name: `Rule${i}`,
    summary: `Request data reaches sink number ${i}.`,
  };
}

function numberedFinding(i: number): Finding {
  const startLine = 2 + ((i * 7) % 17);
  return {
    ruleId: `lint/rule-${(i * i) % 60}`,
    message: `The query parameter 'field${i}' reaches a sink without having been checked on the way to it.`,
    severity: SEVERITIES[i % SEVERITIES.length] ?? 'low',
    at: {
      path: `apps/service-${i % 37}/src/routes/handler-${i % 311}.ts`,
      region: { startLine, startColumn: 9, endLine: startLine, endColumn: 20 },
    },
  };
}
