import { header, table } from './markdown.mjs';

/**
 * Which rule answers which question of the requirement catalogue, and by how many cases.
 *
 * @param {import('./load-sources.mjs').Sources} sources
 */
export function cataloguePage({ gates, catalogue: { entries, arguedAway, cases } }) {
  const rules = gates.flatMap((gate) => gate.rules).filter((rule) => rule.catalogue !== undefined);
  const answers = entries.map((entry) => ({
    entry,
    rules: rules.filter((rule) => rule.catalogue.includes(entry.id)),
  }));
  const answered = answers.filter((answer) => answer.rules.length > 0).length;
  return [
    header('the rules of the Railway gate, their cases and `packages/gate-railway/test/catalogue.ts`'),
    '# The requirement catalogue',
    `${entries.length} questions that files can answer: ${answered} have rules, ${Object.keys(arguedAway).length} are argued away ([where we leave the catalogue](decisions/0031-where-we-leave-the-catalogue.md)).`,
    'A rule has cases on which it is silent (ok), that it reports (ng) and that nobody can know (broken). Traps are look-alikes that the catalogue names: how many of them there are, and how many have a case.',
    table(
      ['id', 'question', 'rules', 'ok', 'ng', 'broken', 'traps'],
      answers.map((answer) => row(answer, cases, arguedAway)),
    ),
  ].join('\n\n');
}

function row({ entry, rules }, cases, arguedAway) {
  const own = rules.map((rule) => cases.get(rule.id.replace(/^.*\//, ''))).filter(Boolean);
  const count = (kind) => own.reduce((sum, one) => sum + (one[kind]?.length ?? 0), 0);
  const shown = new Set(own.flatMap(({ ok, ng }) => [...ok, ...ng]).flatMap(({ traps = [] }) => traps));
  const covered = entry.traps.filter((trap) => shown.has(`${entry.id} ${trap}`)).length;
  return [
    entry.id,
    entry.title,
    rules.map((rule) => `[${rule.id}](rules/${rule.id}.md)`).join(', ') ||
      (arguedAway[entry.id] ?? 'missing'),
    ...(rules.length > 0 ? [count('ok'), count('ng'), count('broken')].map(String) : ['', '', '']),
    entry.traps.length === 0 || rules.length === 0 ? '' : `${covered} of ${entry.traps.length}`,
  ];
}
