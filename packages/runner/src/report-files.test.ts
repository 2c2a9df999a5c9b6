import { encodeTarget, projectTargetId } from '@railgate/kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { gateFile, isReportPath } from './report-files.js';

describe('gateFile', () => {
  it.each([
    ['root', 'gates/lint--root.sarif'],
    ['apps/web', 'gates/lint--apps--web.sarif'],
    ['apps/my-web', 'gates/lint--apps--my-web.sarif'],
    ['api:ci', 'gates/lint--api%3Aci.sarif'],
    ['a--b', 'gates/lint--a%2D%2Db.sarif'],
    ['a/-b', 'gates/lint--a--%2Db.sarif'],
    ['a\nb', 'gates/lint--a%0Ab.sarif'],
    ['\u00e9', 'gates/lint--%C3%A9.sarif'],
  ])('names the file of %j', (target, file) => {
    expect(gateFile('lint', target)).toBe(file);
    expect(isReportPath(file)).toBe(true);
  });

  it('gives no two targets one name', () => {
    const part = fc.string({
      unit: fc.constantFrom('a', '-', '/', '%', '2', 'D', '.', '\u00e9'),
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(part, part, (a, b) => (encodeTarget(a) === encodeTarget(b)) === (a === b)),
      { numRuns: 2000 },
    );
  });

  it('keeps long names apart and short enough', () => {
    const long = 'a/'.repeat(500);
    expect(encodeTarget(`${long}b`).length).toBeLessThan(200);
    expect(encodeTarget(`${long}b`)).not.toBe(encodeTarget(`${long}c`));
  });
});

describe('isReportPath', () => {
  it.each([
    'run.json',
    'report.sarif',
    'report.html',
    'summary.md',
    'upload/github-1.sarif',
    'sbom/root.cdx.json',
    'sbom/vex.cdx.json',
    'sbom/images/api%3Aci.cdx.json',
    'vex.openvex.json',
  ])('owns %s', (path) => {
    expect(isReportPath(path)).toBe(true);
  });

  it.each([
    'report.ts',
    'report.py',
    'package.json',
    'README.md',
    'gates/index.ts',
    'gates/a/b--c.sarif',
    'sbom/package.json',
    'x/run.json',
    'shard.json',
  ])('leaves %s alone', (path) => {
    expect(isReportPath(path)).toBe(false);
  });
});

describe('projectTargetId', () => {
  it('does not take a folder called root for the root', () => {
    expect(projectTargetId('.')).toBe('root');
    expect(projectTargetId('root')).not.toBe('root');
  });
});
