import { GateError, defineGate, type Finding, type Gap, type GateMeta, type Rule } from '@railgate/contract';
import { readSource } from '@railgate/kit';
import { buildRun } from '@railgate/sarif';

const rule: Rule = {
  id: 'word/forbidden',
  name: 'ForbiddenWord',
  summary: 'A forbidden word.',
  description: 'Reports the word.',
  why: 'It is forbidden.',
  remediation: 'Use another word.',
  severity: 'high',
  precision: 'very-high',
  cwe: [710],
  references: [],
  since: '0.1.0',
};

const meta: GateMeta = {
  id: 'word',
  title: 'Railgate Word',
  question: 'Does a file hold the word?',
  scope: 'workspace',
  needs: [],
  inputs: ['**'],
  timeout: 10,
};

/** A small real gate to test the case runner with: it looks for a word. */
export const wordGate = defineGate({
  meta,
  options: {
    type: 'object',
    properties: { word: { type: 'string', description: 'The word.', default: 'forbidden' } },
    required: ['word'],
    additionalProperties: false,
  },
  rules: [rule],
  skip: (target) =>
    target.files.length === 0 ? { kind: 'nothing-to-scan', message: 'There is no file.' } : undefined,
  scan: async ({ target, workspace, options, progress }) => {
    if (options.word === '') throw new GateError('NEED_UNMET', 'There is no word to look for.');
    const findings: Finding[] = [];
    const gaps: Gap[] = [];
    for (const { path } of target.files) {
      progress(path);
      const read = readSource(workspace, path);
      if ('gap' in read) gaps.push(read.gap);
      else findings.push(...findWord(path, read.text, options.word));
    }
    const count = { files: target.files.length };
    const engines = [{ name: 'word', version: '1.2.3', canary: 'found' as const }];
    const evidence = { engines, expected: count, seen: { files: count.files - gaps.length } };
    return {
      run: buildRun({ meta: meta, target: target.id, rules: [rule], findings, gaps, evidence }),
      gaps,
      evidence,
    };
  },
});

function findWord(path: string, text: string, word: string): Finding[] {
  return text.split('\n').flatMap((line, i) => {
    const column = line.indexOf(word) + 1;
    if (column === 0) return [];
    const region = { startLine: i + 1, startColumn: column, endColumn: column + word.length };
    return [{ ruleId: rule.id, message: `The word ${word} stands here.`, at: { path, region } }];
  });
}
