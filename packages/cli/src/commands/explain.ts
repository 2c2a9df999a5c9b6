import { join, resolve } from 'node:path';

import {
  ERRORS,
  EXIT,
  GAPS,
  UsageError,
  codeHelpUri,
  nearest,
  ruleHelpUri,
  type Rule,
} from '@railgate/contract';
import { helpMarkdown } from '@railgate/sarif/run';

import { defineCommand } from '../command.js';
import { explainAdvisory, explainReported, isAdvisory } from '../explain-advisory.js';
import { loadRules } from '../load-gates.js';

export const explainCommand = defineCommand({
  name: 'explain',
  positionals: 'RULE',
  arity: [1, 1],
  summary: 'Says what a rule, a vulnerability or an error code means, why it matters and what to do.',
  options: {
    json: { type: 'boolean', help: 'as JSON' },
    report: {
      type: 'string',
      value: 'FILE',
      help: 'the report.sarif that has the vulnerability, or a rule of your own (default .railgate/report.sarif)',
    },
  },
  async run({ positionals, options }, io) {
    const wanted = positionals[0] as string;
    const report = resolve(io.cwd, options.report ?? join('.railgate', 'report.sarif'));
    if (isAdvisory(wanted)) {
      io.stdout.write(explainAdvisory(wanted, report, options.json ?? false));
      return EXIT.clean;
    }
    const rules = (await loadRules()).map(({ rule }) => rule);
    const rule = rules.find(({ id }) => id === wanted);
    const code = codeOf(wanted);
    if (!rule && !code) {
      const reported = explainReported(wanted, report, options.json ?? false);
      if (reported === undefined)
        throw unknown(wanted, [...rules.map(({ id }) => id), ...Object.keys(ERRORS), ...Object.keys(GAPS)]);
      io.stdout.write(reported);
      return EXIT.clean;
    }
    if (options.json) io.stdout.write(`${JSON.stringify(rule ?? code, null, 2)}\n`);
    else io.stdout.write(rule ? explainRule(rule) : explainCode(wanted, code as Code));
    return EXIT.clean;
  },
});

interface Code {
  readonly meaning: string;
  readonly advice: string;
}

function codeOf(name: string): Code | undefined {
  const codes: Readonly<Record<string, Code>> = { ...ERRORS, ...GAPS };
  return Object.hasOwn(codes, name) ? codes[name] : undefined;
}

function explainRule(rule: Rule): string {
  const facts = [
    `severity ${rule.severity}`,
    `precision ${rule.precision}`,
    ...rule.cwe.map((cwe) => `CWE-${cwe}`),
    ...(rule.catalogue ?? []),
    `since ${rule.since}`,
  ];
  return `${rule.id}\n${rule.summary}\n${facts.join(' · ')}\n\n${helpMarkdown(rule)}\n\n${ruleHelpUri(rule.id)}\n`;
}

function explainCode(name: string, code: Code): string {
  return `${name}\n${code.meaning}\n${code.advice}\n\n${codeHelpUri(name)}\n`;
}

function unknown(wanted: string, known: readonly string[]): UsageError {
  const guess = nearest(wanted, known) ?? known.find((id) => id.endsWith(`/${wanted}`));
  return new UsageError(
    `There is no rule or error code ${JSON.stringify(wanted)}.${guess === undefined ? '' : ` Did you mean ${guess}?`}`,
    'See `railgate rules`.',
  );
}
