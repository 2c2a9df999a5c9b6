import { codeBlock, header, table } from './markdown.mjs';

const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'];

/** The page that the rule's `helpUri` names. */
export function rulePage(rule, gate) {
  return [
    header(`the rule in \`packages/gate-${gate.meta.id}/src/rules\``),
    `# ${rule.id}`,
    rule.summary,
    legend(rule),
    `## What it sees\n\n${rule.description}`,
    `## Why it matters\n\n${rule.why}`,
    `## Remediation\n\n${rule.remediation}`,
    ...example(rule),
    ...references(rule),
    `A rule of the gate [${gate.meta.id}](../../gates/${gate.meta.id}.md). On the command line: \`railgate explain ${rule.id}\`.`,
  ].join('\n\n');
}

export function rulesIndex(gates) {
  const total = gates.reduce((sum, gate) => sum + gate.rules.length, 0);
  const sections = gates.map(
    (gate) => `## ${gate.meta.id}\n\n${gate.meta.question}\n\n${rulesTable(gate.rules, '')}`,
  );
  return [header('the rules of every gate'), '# Rules', `${total} rules, worst first.`, ...sections].join(
    '\n\n',
  );
}

/** @param {string} prefix from the page to `docs/rules/` */
export function rulesTable(rules, prefix) {
  const rows = [...rules]
    .sort(worstFirst)
    .map((rule) => [`[${rule.id}](${prefix}${rule.id}.md)`, rule.severity, rule.summary]);
  return table(['rule', 'severity', 'what is wrong'], rows);
}

function legend(rule) {
  return [
    `Severity **${rule.severity}**`,
    `precision ${rule.precision}`,
    `since ${rule.since}`,
    ...rule.cwe.map((cwe) => `[CWE-${cwe}](https://cwe.mitre.org/data/definitions/${cwe}.html)`),
    ...(rule.catalogue ?? []),
  ].join(' · ');
}

function example({ example: shown }) {
  if (!shown) return [];
  return [
    `## Before\n\n${codeBlock(shown.language, shown.before)}`,
    `## After\n\n${codeBlock(shown.language, shown.after)}`,
  ];
}

function references({ references: pages }) {
  return pages.length === 0 ? [] : [`## References\n\n${pages.map((uri) => `- <${uri}>`).join('\n')}`];
}

function worstFirst(a, b) {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (a.id < b.id ? -1 : 1);
}
