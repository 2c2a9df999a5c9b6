// How a gate's rules look. A gate with rules of its own says so by the type in its src/rule.ts; a gate whose engines
// report only describes its rules.
import { camelCase, pascalCase } from '../names.mjs';

/**
 * @param {import('@nx/devkit').Tree} tree
 * @param {string} folder of the gate
 * @returns {(rule: { gate: string; name: string; severity: string; version: string }) => Record<string, string>} the new
 *   files by path inside the folder
 */
export function styleOf(tree, folder) {
  const source = tree.read(`${folder}/src/rule.ts`, 'utf8') ?? '';
  if (source.includes('interface RailwayRule')) return railwayRule;
  if (source.includes('interface FileRule')) return fileRule;
  return describedRule;
}

/** What readers see of every rule. `tools/docs` fails as long as one of these sentences is left as it is. */
function description({ gate, name, severity, version }) {
  return `
  id: '${gate}/${name}',
  name: '${pascalCase(name)}',
  summary: 'One sentence: what is wrong.',
  description: 'What is reported, and what deliberately is not.',
  why: 'What an attacker or an outage makes of it.',
  remediation: 'What to do, first step first.',
  severity: '${severity}',
  precision: 'medium',
  cwe: [],
  references: [],
  since: '${version}',`;
}

function fileRule(rule) {
  return {
    [`src/rules/${rule.name}.ts`]: `
import type { FileRule } from '../rule.js';

export const ${camelCase(rule.name)}: FileRule = {${description(rule)}
  canary: () => 'a text that the rule reports',
  // Takes ({ path, text }, options) and yields { message, at: { path, region } } for every place.
  check: () => [],
};
`.trimStart(),
    [`test/cases/${rule.name}.ts`]: `
import type { RuleCases } from '../rule-cases.js';

export const cases: RuleCases = {
  ok: [{ name: 'a look-alike', files: { 'notes.md': 'what a busy person writes' } }],
  ng: [{ name: 'the plain case', files: { 'notes.md': 'what is wrong' }, finds: [{ at: 'notes.md:1' }] }],
};
`.trimStart(),
  };
}

function railwayRule(rule) {
  return {
    [`src/rules/${rule.name}.ts`]: `
import type { RailwayRule } from '../rule.js';

export const ${camelCase(rule.name)}: RailwayRule = {${description(rule)}
  catalogue: [],
  checks: {
    // A function for each kind of subject: *config(subject, context) { yield { message, at }; }
  },
};
`.trimStart(),
    [`test/cases/${rule.name}.ts`]: `
import type { RuleCases } from '../rule-cases.js';

export const cases: RuleCases = {
  ok: [{ name: 'a look-alike', files: { 'railway.json': '{}' } }],
  ng: [{ name: 'the plain case', files: { 'railway.json': '{}' }, finds: [{ at: 'railway.json:1' }] }],
};
`.trimStart(),
  };
}

function describedRule(rule) {
  return {
    [`src/rules/${rule.name}.ts`]: `
import type { Rule } from '@railgate/contract';

export const ${camelCase(rule.name)}: Rule = {${description(rule)}
};
`.trimStart(),
  };
}
