import { schemaViolations } from '@railgate/sarif';
import { describe, expect, it } from 'vitest';

import { WORD } from '../src/ignores/comment.js';
import { MONOREPO, runIn } from './run-in.js';
import { makeRepository, stubGate } from './support.js';

describe('policy', () => {
  it('takes the threshold of the command line', async () => {
    const { verdict, report } = await runIn(makeRepository(), { failOn: 'critical' });
    expect(verdict).toMatchObject({ exitCode: 0, counts: { high: 1 } });
    expect(report.manifest.policy.failOn).toBe('critical');
  });

  it('takes threshold, gates and ignore of the configuration', async () => {
    const config = {
      failOn: 'low',
      gates: { sca: { enabled: false }, lint: { enforce: false } },
      ignore: ['apps/web/**'],
    };
    const root = makeRepository({ ...MONOREPO, 'railgate.json': JSON.stringify(config) });
    const { verdict, report } = await runIn(root);
    expect(verdict).toMatchObject({ status: 'clean', counts: { high: 2 } });
    expect(report.manifest).toMatchObject({ policy: { failOn: 'low' }, discovery: { ignored: 2 } });
    expect(report.manifest.outcomes.find(({ gate }) => gate === 'sca')).toMatchObject({
      status: 'skipped',
      reason: 'Disabled by the configuration.',
    });
    expect(report.manifest.outcomes[0]).toMatchObject({ gate: 'lint', enforced: false, findings: 1 });
  });

  it('keeps waived findings in the archive, with the waiver', async () => {
    const waivers = `- rule: lint/planted\n  reason: Planted on purpose.\n  owner: me\n  expires: 2026-12-31\n`;
    const root = makeRepository({ 'src/a.ts': 'a\nb\n', 'railgate.waivers.yaml': waivers });
    const { verdict, report } = await runIn(root);
    expect(verdict).toMatchObject({ exitCode: 0, counts: { waived: 1 } });
    expect(report.log.runs[0]?.results?.[0]?.suppressions).toMatchObject([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'Planted on purpose.',
        properties: { owner: 'me', kind: 'accepted-risk' },
      },
    ]);
  });

  it('warns of waivers that expired', async () => {
    const waivers = `- rule: lint/planted\n  reason: Planted on purpose.\n  owner: me\n  expires: 2026-03-03\n`;
    const { verdict, warnings } = await runIn(
      makeRepository({ 'src/a.ts': 'a\nb\n', 'railgate.waivers.yaml': waivers }),
    );
    expect(verdict.exitCode).toBe(1);
    expect(warnings).toEqual([
      'A waiver has expired and covers nothing: railgate.waivers.yaml:1 (me, 2026-03-03).',
    ]);
  });
});

describe('comments in files', () => {
  const comment = `// ${WORD} lint/planted -- Planted on purpose.\n`;
  const gates = [stubGate({ id: 'lint', does: 'finding' })];

  it('let the finding beside them through; it stays in the archive, marked as suppressed in its source', async () => {
    const { verdict, report } = await runIn(makeRepository({ 'src/a.ts': `${comment}b\n` }), { gates });
    expect(verdict).toMatchObject({ exitCode: 0, counts: { high: 0, waived: 1 } });
    expect(report.log.runs[0]?.results?.[0]?.suppressions).toEqual([
      {
        kind: 'inSource',
        status: 'accepted',
        justification: 'Planted on purpose.',
        location: {
          physicalLocation: {
            artifactLocation: { uri: 'src/a.ts', uriBaseId: 'SRCROOT' },
            region: { startLine: 1 },
          },
        },
      },
    ]);
    expect(schemaViolations(report.log)).toEqual([]);
    expect(report.manifest.waivers).toMatchObject([{ source: 'comment', state: 'used', covers: 1 }]);
  });

  it('let nothing through where the configuration forbids them, and are listed', async () => {
    const files = { 'src/a.ts': `${comment}b\n`, 'railgate.json': '{ "inlineIgnores": false }' };
    const { verdict, report, warnings } = await runIn(makeRepository(files), { gates });
    expect(verdict.exitCode).toBe(1);
    expect(report.manifest.waivers).toMatchObject([{ state: 'forbidden', covers: 0 }]);
    expect(report.manifest.policy.inlineIgnores).toBe(false);
    expect(warnings[0]).toContain('since the configuration forbids them');
  });

  it('never let through what could not be checked', async () => {
    const text = `// ${WORD} FILE_UNPARSEABLE, PART_SKIPPED, INTERNAL -- r\n`.repeat(3);
    for (const does of ['gap', 'throws-error']) {
      const files = { 'src/a.ts': text, 'src/b.ts': text };
      const { verdict } = await runIn(makeRepository(files), { gates: [stubGate({ id: 'lint', does })] });
      expect(verdict.exitCode, does).toBe(2);
    }
  });

  it('of other tools are listed and let nothing through', async () => {
    const files = { 'src/a.ts': 'a\nb // nosemgrep\n', '.trivyignore': 'lint/planted\n' };
    const { verdict, report } = await runIn(makeRepository(files), { gates });
    expect(verdict.exitCode).toBe(1);
    expect(report.manifest.waivers.map(({ path, line, state }) => [path, line, state])).toEqual([
      ['.trivyignore', 1, 'no-reason'],
      ['src/a.ts', 2, 'no-reason'],
    ]);
  });
});
