import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { lineDiff } from '../src/fix/line-diff.js';
import { renderDiff, renderFix, type FixReport } from '../src/fix/render-fix.js';

const lines = (count: number) => Array.from({ length: count }, (_, i) => `line ${i + 1}\n`);
const diff = (before: string, after: string, path = 'a.txt') =>
  renderDiff([{ path, before, after }], false, false);

describe('lineDiff', () => {
  it('makes the new text out of the old one, whatever they are', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 });
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const made: string[] = [];
        let at = 0;
        for (const { oldStart, oldEnd, newStart, newEnd } of lineDiff(before, after)) {
          made.push(...before.slice(at, oldStart), ...after.slice(newStart, newEnd));
          at = oldEnd;
        }
        expect([...made, ...before.slice(at)]).toEqual(after);
      }),
    );
  });

  it('finds the fewest lines', () => {
    expect(lineDiff(['a', 'b', 'c', 'd'], ['a', 'x', 'c', 'y', 'd'])).toEqual([
      { oldStart: 1, oldEnd: 2, newStart: 1, newEnd: 2 },
      { oldStart: 3, oldEnd: 3, newStart: 3, newEnd: 4 },
    ]);
  });

  it('shows one block where too much differs', () => {
    const [before, after] = [lines(3000), lines(3000).map((line) => `new ${line}`)];
    expect(lineDiff(before, after)).toEqual([{ oldStart: 0, oldEnd: 3000, newStart: 0, newEnd: 3000 }]);
  });
});

describe('the diff', () => {
  it('has hunks with three lines around them', () => {
    const before = lines(20);
    const after = before.with(1, 'two\n').with(18, 'nineteen\n');
    expect(diff(before.join(''), after.join(''))).toBe(
      '--- a/a.txt\n+++ b/a.txt\n@@ -1,5 +1,5 @@\n line 1\n-line 2\n+two\n line 3\n line 4\n line 5\n' +
        '@@ -16,5 +16,5 @@\n line 16\n line 17\n line 18\n-line 19\n+nineteen\n line 20\n',
    );
  });

  it('says where the last line has no end, and names an empty side by the line before', () => {
    expect(diff('a', 'b\n')).toContain('@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+b\n');
    expect(diff('', 'b\n')).toContain('@@ -0,0 +1,1 @@\n+b\n');
  });

  it('keeps CR LF for git and shows it on a terminal', () => {
    expect(diff('a\r\n', 'b\r\n')).toContain('-a\r\n+b\r\n');
    expect(renderDiff([{ path: 'a', before: 'a\r\n', after: 'b\r\n' }], false, true)).toContain('-a\\r\n');
  });

  it('lets no control character and no secret through, in names neither', () => {
    const before = 'x\u001b[2Ja\npassword = "hunter2hunter2"\n';
    const text = diff(before, `${before}b\n`, 'a\u001b]0;x\n.txt');
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('hunter2');
    expect(text).toContain('+++ "b/a\\033]0;x\\012.txt"\n');
  });
});

describe('the summary', () => {
  const verdict = {
    status: 'findings',
    exitCode: 1,
    reasons: [],
    counts: {},
  } as unknown as FixReport['verdict'];
  const report: FixReport = {
    files: [
      {
        path: 'a.json',
        before: 'a',
        after: 'b',
        findings: [{ ruleId: 'demo/a', line: 3, fix: { description: 'Replace it.' } }],
      },
    ],
    refused: [{ path: 'l\n.json', reason: 'is a symbolic link' }],
    failed: [],
    left: [{ ruleId: 'demo/b', severity: 'high', path: 'b.json', line: 7 }],
    verdict,
  };
  const options = { color: false, width: 80, dryRun: false, quiet: false };

  it('says what was fixed, what is left and what could not be changed', () => {
    expect(renderFix(report, options)).toBe(
      'a.json\n  3: Replace it. demo/a\n\nLeft for you, worst first\n  b.json:7  high  demo/b\n\n' +
        'Not changed\n  l\\n.json is a symbolic link.\n\n' +
        '1 finding fixed in 1 file, 1 finding left that needs you.\n' +
        'Next: railgate explain demo/b\nExit code 1: findings at or over the threshold are left.\n',
    );
  });

  it('says an edit that fixes several findings once', () => {
    const fix = { description: 'Upgrade a.' };
    const findings = ['CVE-1', 'CVE-2', 'CVE-1'].map((ruleId) => ({ ruleId, line: 3, fix }));
    const other = { ruleId: 'CVE-3', line: 4, fix };
    const files = [{ path: 'a.json', before: 'a', after: 'b', findings: [...findings, other] }];
    expect(renderFix({ ...report, files }, options)).toMatch(
      /^a\.json\n {2}3: Upgrade a\. CVE-1, CVE-2\n {2}4: Upgrade a\. CVE-3\n\n/,
    );
  });

  it('says a place that is left once, with all that is found there, and counts what it does not show', () => {
    const place = { path: 'yarn.lock', line: 9, severity: 'high' } as const;
    const many = Array.from({ length: 8 }, (_, at) => ({ ...place, ruleId: `CVE-2026-000${at}` }));
    const others = Array.from({ length: 21 }, (_, at) => ({ ...place, line: at + 10, ruleId: 'demo/b' }));
    const text = renderFix({ ...report, left: [...many, ...others] }, { ...options, width: 60 });
    expect(text).toContain(
      'Left for you, worst first\n  yarn.lock:9\n' +
        '    high  CVE-2026-0000, CVE-2026-0001, CVE-2026-0002,\n' +
        '          CVE-2026-0003, CVE-2026-0004, CVE-2026-0005,\n' +
        '          CVE-2026-0006, CVE-2026-0007\n  yarn.lock:10  high  demo/b\n',
    );
    expect(text).toContain('  yarn.lock:28  high  demo/b\n  and 2 more findings\n');
  });

  it('is short when it is to be quiet, and says that a dry run wrote nothing', () => {
    const text = renderFix(report, { ...options, quiet: true, dryRun: true });
    expect(text).not.toContain('Left for you');
    expect(text).toContain(
      '1 finding would be fixed in 1 file, 1 finding left that needs you.\nNothing was written;',
    );
  });

  it('names packages that were not upgraded once, with all their vulnerabilities and the command', () => {
    const one = {
      path: 'l\n.json',
      purl: 'pkg:npm/%40a/b@1.0.0',
      reason: 'It is too new.',
      command: 'npm x',
    };
    const notRepaired = [
      { ...one, ruleId: 'CVE-1' },
      { ...one, ruleId: 'CVE-2' },
      { path: 'c', purl: 'pkg:npm/%E0%A4%A', ruleId: 'CVE-3', reason: 'No.\u001b[31m' },
    ];
    const text = renderFix({ ...report, notRepaired }, { ...options, quiet: true });
    expect(text).toContain(
      'Not upgraded\n  l\\n.json  @a/b@1.0.0\n    CVE-1, CVE-2: It is too new.\n    $ npm x\n  c  pkg:npm/%E0%A4%A\n    CVE-3: No.',
    );
    expect(text).not.toContain('\u001b');
  });

  it('has no colour without colour, and never a line wider than the terminal', () => {
    const text = renderFix(report, { ...options, width: 40 });
    expect(text).not.toContain('\u001b');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(renderFix(report, { ...options, color: true })).toContain('\u001b[31mhigh\u001b[0m');
  });
});
