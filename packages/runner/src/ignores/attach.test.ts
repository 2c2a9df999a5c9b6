import type { Done, Gap, Judged } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { attachComments, commentsByLine } from './attach.js';
import { WORD } from './comment.js';
import { findComments } from './find-comments.js';

const GAP: Gap = { code: 'FILE_UNPARSEABLE', message: 'It does not parse.', path: 'a.ts' };

function finding(line: number, over: Partial<Judged> = {}): Judged {
  return {
    ruleId: 'lint/x',
    severity: 'high',
    path: 'a.ts',
    line,
    identity: `${line}`,
    state: 'new',
    ...over,
  };
}

function done(findings: readonly Judged[], gaps: readonly Gap[] = []): Done {
  const evidence = { engines: [], expected: { files: 1 }, seen: { files: 1 } };
  return {
    gate: 'lint',
    target: 'root',
    enforced: true,
    status: 'done',
    findings,
    gaps,
    degraded: [],
    evidence,
  };
}

/** Which lines of the text have a comment beside a finding of lint/x, and the comment's line. */
function covered(
  text: string,
  over: Partial<Judged> = {},
  gaps: readonly Gap[] = [],
  unreadable: string[] = [],
) {
  const count = text.split('\n').length;
  const findings = Array.from({ length: count }, (_, i) => finding(i + 1, over));
  const commentsAt = commentsByLine(findComments('a.ts', Buffer.from(text)));
  const outcome = attachComments(done(findings, gaps), commentsAt, new Set(unreadable));
  return outcome.findings.flatMap(({ line, inlineIgnore }) =>
    inlineIgnore ? [[line, inlineIgnore.line]] : [],
  );
}

describe('ok: a comment covers', () => {
  it('its own line', () => {
    expect(covered(`a\nb // ${WORD} lint/x -- r\nc`)).toEqual([[2, 2]]);
  });

  it('the line below, where nothing else stands on its own', () => {
    expect(covered(`a\n  // ${WORD} lint/x -- r\nb\nc`)).toEqual([
      [2, 2],
      [3, 2],
    ]);
  });

  it('the line below several of them', () => {
    const block = `# ${WORD} lint/x -- r\n# ${WORD} lint/y -- r\n# ${WORD} lint/z -- r\ncode\nmore`;
    expect(covered(block)).toEqual([
      [1, 1],
      [4, 1],
    ]);
    expect(covered(block, { ruleId: 'lint/z' })).toEqual([
      [3, 3],
      [4, 3],
    ]);
  });

  it('a vulnerability by any of its names', () => {
    const over = { ruleId: 'CVE-2024-1', advisories: ['CVE-2024-1', 'GHSA-aaaa-bbbb-cccc'] };
    expect(covered(`lodash # ${WORD} ghsa-AAAA-bbbb-cccc -- r`, over)).toEqual([[1, 1]]);
  });

  it('with the reason, where one of two has none', () => {
    const text = `// ${WORD} lint/x\na // ${WORD} lint/x -- r`;
    expect(covered(text)).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it('in a block as long as anybody likes', () => {
    const text = `${`# ${WORD} lint/x -- r\n`.repeat(900)}code`;
    expect(covered(text).filter(([line]) => line === 901)).toHaveLength(1);
  });
});

describe('ng: a comment does not cover', () => {
  it.each([
    ['the line above', `a\n// ${WORD} lint/y -- r`],
    ['another rule', `a // ${WORD} lint/xy -- r`],
    ['the line below an empty one', `// ${WORD} lint/y -- r\n\na`],
    ['all rules', `a // ${WORD} * -- r`],
  ])('%s', (_what, text) => {
    expect(covered(text)).toEqual([]);
  });

  it('the line below, behind code', () => {
    expect(covered(`a // ${WORD} lint/x -- r\nb`)).toEqual([[1, 1]]);
  });

  it('a file that the gate could not read in full, nor one that the file list could not', () => {
    const text = `a // ${WORD} lint/x -- r`;
    expect(covered(text, {}, [GAP])).toEqual([]);
    expect(covered(text, {}, [{ ...GAP, path: 'b.ts' }])).toEqual([[1, 1]]);
    expect(covered(text, {}, [], ['a.ts'])).toEqual([]);
  });

  it('another file', () => {
    expect(covered(`a // ${WORD} lint/x -- r`, { path: 'b.ts' })).toEqual([]);
  });
});
