import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { samples } from '@railgate/secrets';
import {
  findInstalledTool,
  makeTempFolder,
  removeFolder,
  runGate,
  toolsFolder,
  type GateRun,
} from '@railgate/testkit';
import { afterEach, beforeEach, describe, expect, it, type TestContext } from 'vitest';

import { gate } from '../src/gate.js';

const GO_TOOLS = ['gitleaks', 'betterleaks'] as const;
const ENGINES = [...GO_TOOLS, 'secretlint'] as const;

/** A file that git's own tools have no name for, and a name that a template or a shell would stumble over. */
const NAMES = ['src/a.ts', 'dir/.env', 'a\n"<b>\t$(x)`.txt'];

let path: string | undefined;
let folder: string;
beforeEach(async () => {
  path = process.env['PATH'];
  folder = await makeTempFolder();
  process.env['PATH'] = [folder, toolsFolder(), path].join(delimiter);
});
afterEach(async () => {
  process.env['PATH'] = path;
  await removeFolder(folder);
});

const made = samples(Date.now());
const githubToken = (): string => `ghp_${made.of('A-Za-z0-9', 36)}`;
/** A form that no rule of ours is likely to have, and every engine does not: found by gitleaks' Adafruit rule. */
const adafruitLine = (): string => `adafruit_api_key = "${made.of('a-z0-9', 32)}"`;

describe.each(ENGINES)('%s', (engine) => {
  it('ng: reports what it finds, with its place, and never the secret', async (context) => {
    needs(context, engine);
    const token = githubToken();
    const text = `first\n  é token = "${token}";\n`;
    const run = await runGate(gate, Object.fromEntries(NAMES.map((name) => [name, text])), asking(engine));
    for (const name of NAMES) {
      const found = run.findings.filter(({ path }) => path === name);
      expect(found).not.toEqual([]);
      for (const { region, ruleId } of found)
        expect([ruleId, region]).toEqual([
          expect.stringMatching(/^secrets\//),
          { startLine: 2, startColumn: 14, endLine: 2, endColumn: 54 },
        ]);
      expect(enginesOf(run, name).join()).toContain(engine);
    }
    expect(JSON.stringify(run)).not.toContain(token);
    expect(run.scan.evidence.engines).toContainEqual(
      expect.objectContaining({ name: engine, version: expect.stringMatching(/^\d/), canary: 'found' }),
    );
    expect(run.scan.degraded).toEqual([]);
  });

  it('ok: finds nothing in a harmless file, not even its own canary', async (context) => {
    needs(context, engine);
    const { findings, scan } = await runGate(gate, { 'a.md': 'fine\n' }, asking(engine));
    expect(findings).toEqual([]);
    expect(scan.gaps).toEqual([]);
    expect(scan.evidence.engines.map(({ name }) => name)).toContain(engine);
  });

  it('is not silenced by anything in the repository', async (context) => {
    needs(context, engine);
    const token = githubToken();
    const off = '[allowlist]\npaths = [".*"]\nregexes = [".*"]\n';
    const run = await runGate(
      gate,
      {
        'a.sh': `export TOKEN=${token} # gitleaks:allow betterleaks:allow secretlint-disable-line\n`,
        'b.sh': `# secretlint-disable\nexport TOKEN=${token}\n`,
        '.gitleaks.toml': off,
        '.betterleaks.toml': off,
        '.gitleaksignore': 'a.sh:github-pat:1\nscan/files/a.sh:github-pat:1\n',
        '.betterleaksignore': 'a.sh:github-pat:1\n',
        '.secretlintrc.js': 'process.exit(1);',
        '.secretlintrc.json': '{"rules":[]}',
        '.secretlintignore': '*',
      },
      asking(engine),
    );
    expect(enginesOf(run, 'a.sh').join()).toContain(engine);
    expect(enginesOf(run, 'b.sh').join()).toContain(engine);
  });
});

describe('several engines', () => {
  it('make one finding of one secret, which names them all', async (context) => {
    for (const tool of GO_TOOLS) needs(context, tool);
    const run = await runGate(gate, { 'a.ts': `const t = "${githubToken()}";\n` }, asking(...ENGINES));
    expect(run.findings).toHaveLength(1);
    expect(enginesOf(run, 'a.ts')[0]).toContain('gitleaks, betterleaks, secretlint');
  });

  it('keep apart what stands at two places of a line', async (context) => {
    needs(context, 'gitleaks');
    const line = `a("${githubToken()}", "${githubToken()}");\n`;
    const run = await runGate(gate, { 'a.ts': line }, asking('gitleaks', 'secretlint'));
    expect(run.findings).toHaveLength(2);
  });

  it('report under a rule of their own what ours does not', async (context) => {
    needs(context, 'gitleaks');
    const run = await runGate(gate, { 'a.txt': adafruitLine() }, asking('gitleaks'));
    const [only] = run.findings.filter(({ ruleId }) => ruleId === 'secrets/gitleaks');
    if (!only) return expect(enginesOf(run, 'a.txt')[0]).toContain('gitleaks');
    expect(only.message).toContain('adafruit-api-key');
    expect(only.severity).toBe('high');
  });
});

describe('broken:', () => {
  it.each([
    ['is not there', undefined, /cannot be started/],
    ['crashes', 'exit 1', /exit code 1/],
    ['says "nothing found" of everything', versionAnd('printf "[]"'), /known-bad file/],
    ['finds something, and not the canary', versionAnd('printf "[]"; exit 42'), /known-bad file/],
    ['writes half a report', versionAnd('printf "[{"; exit 42'), /no JSON/],
    ['writes another report', versionAnd('printf "[{\\"a\\":1}]"; exit 42'), /another form/],
  ])('an engine that %s is mentioned, and a gap where it must answer', async (_, script, told) => {
    process.env['PATH'] = folder;
    for (const tool of ['sh', 'cat']) await symlink(`/bin/${tool}`, join(folder, tool));
    if (script !== undefined) await stub('gitleaks', script);
    const optional = await runGate(gate, { 'a.md': 'fine\n' }, asking('gitleaks'));
    expect(optional.scan).toMatchObject({ gaps: [], degraded: [{ engine: 'gitleaks' }] });
    expect(optional.scan.degraded?.[0]?.message).toMatch(told);
    for (const require of ['all', ['gitleaks']]) {
      const { scan } = await runGate(
        gate,
        { 'a.md': 'fine\n' },
        { options: { engines: ['gitleaks'], require } },
      );
      expect(scan.gaps).toMatchObject([{ code: 'ENGINE_FAILED', message: expect.stringMatching(told) }]);
      expect(scan.evidence).toMatchObject({ expected: { engines: 1 }, seen: { engines: 0 } });
    }
  });

  it('asks an engine that `require` alone names', async () => {
    const { scan } = await runGate(gate, { 'a.md': 'fine\n' }, { options: { require: ['secretlint'] } });
    expect(scan.evidence.engines.map(({ name }) => name)).toContain('secretlint');
  });

  it('leaves nothing behind, and gives the tool no secret of the environment', async () => {
    process.env['PATH'] = folder;
    for (const tool of ['sh', 'cat', 'env'])
      await symlink(existsSync(`/bin/${tool}`) ? `/bin/${tool}` : `/usr/bin/${tool}`, join(folder, tool));
    await mkdir(join(folder, 'seen'));
    await stub('gitleaks', `env > '${folder}/seen/env'; exit 1`);
    process.env['GITLEAKS_CONFIG_TOML'] = 'x';
    const before = await staged();
    await runGate(gate, { 'a.md': 'fine\n' }, asking('gitleaks'));
    expect(await staged()).toEqual(before);
    const seen = execFileSync('/bin/cat', [join(folder, 'seen/env')], { encoding: 'utf8' });
    expect(seen).not.toContain('GITLEAKS_CONFIG_TOML');
    delete process.env['GITLEAKS_CONFIG_TOML'];
    await rm(join(folder, 'seen'), { recursive: true });
  });
});

/** `gitleaks version`, or else. */
function versionAnd(script: string): string {
  return `if [ "$1" = version ]; then echo 8.30.1; exit 0; fi; ${script}`;
}

async function stub(name: string, script: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, name), 0o755);
}

async function staged(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('railgate-scan-'));
}

function asking(...engines: string[]): { options: { engines: string[] } } {
  return { options: { engines } };
}

function enginesOf({ log }: GateRun, path: string): string[] {
  return (log.runs[0]?.results ?? [])
    .filter(({ locations }) => decoded(locations?.[0]?.physicalLocation?.artifactLocation?.uri) === path)
    .map(({ properties }) => String(properties?.['engine']));
}

function decoded(uri: string | undefined): string {
  return decodeURIComponent(uri ?? '');
}

function needs(context: TestContext, tool: string): void {
  if (tool !== 'secretlint' && findInstalledTool(tool) === undefined)
    context.skip(`${tool} is missing: run tools/ci/setup`);
}
