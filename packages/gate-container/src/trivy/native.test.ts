import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';

import type { GateError } from '@railgate/contract';
import {
  alpineBase,
  brokenTrivyDatabase,
  file,
  findInstalledTool,
  type BrokenDatabase,
} from '@railgate/testkit';
import { afterEach, describe, expect, it } from 'vitest';

import { nativeInput, program, type Desk, type More, withDesk } from '../../test/trivy-support.js';
import { withTrivy, type ScannedImage } from './session.js';

const trivy = findInstalledTool('trivy');
const SECONDS = 120_000;
const signal = new AbortController().signal;
/** Not the known-bad image, which the stubs know by its size. */
const IMAGE = {
  steps: [
    ...alpineBase({ version: '3.18.4', packages: [{ name: 'busybox', version: '1.36.1-r9' }] }),
    { createdBy: 'COPY a', files: [file('a', 'x'.repeat(100_000))] },
  ],
};

/**
 * A Trivy that answers as the real one, until it gets an image that is larger than the known-bad one. What it does then stands
 * in a file, so that it is the same program for all, and proves itself once.
 */
const stub = (behaviour: string): string => `
  const { spawnSync } = require('node:child_process');
  const { readFileSync, statSync, writeFileSync } = require('node:fs');
  const args = process.argv.slice(2);
  const valueOf = (name) => args[args.indexOf(name) + 1];
  if (args[0] === 'image' && statSync(valueOf('--input')).size > 100_000) {
    const output = valueOf('--output');
    const real = () => spawnSync(${JSON.stringify(trivy)}, args, { stdio: 'ignore' });
    ${behaviour}
  } else {
    const { status } = spawnSync(${JSON.stringify(trivy)}, args, { stdio: 'inherit' });
    process.exitCode = status;
  }`;

describe.runIf(trivy !== undefined)("Trivy's program", () => {
  let desk: Desk;
  withDesk((own) => void (desk = own));
  afterEach(() => expect(readdirSync(tmpdir()).filter((name) => name.startsWith('railgate-'))).toEqual([]));

  const scan = async (more?: More): Promise<ScannedImage> =>
    withTrivy(nativeInput(desk, more), async (ready) =>
      ready.scan(await desk.archived(IMAGE), { signal, name: 'api:ci' }),
    );
  const failure = async (more?: More): Promise<GateError> =>
    scan(more).then(
      () => expect.fail('it answered'),
      (error: GateError) => error,
    );
  /** Path of the stub that does this. */
  const behaving = async (behaviour: string): Promise<string> => {
    const path = `${desk.scratch}/behaviour.js`;
    await writeFile(path, behaviour);
    return program(desk, 'stub', stub(`eval(readFileSync(${JSON.stringify(path)}, 'utf8'))`));
  };
  const broken = async (behaviour: string): Promise<GateError> =>
    failure({ options: { trivyBinary: await behaving(behaviour) } });

  it(
    'finds what it must, and is silent about an image without a fault',
    async () => {
      const { observed } = await scan();
      expect(observed).toMatchObject({
        os: { family: 'alpine', version: '3.18.4' },
        vulnerabilities: [],
        secrets: [],
        gaps: [],
      });
      expect(observed.packages.map(({ name }) => name)).toEqual(['busybox']);
    },
    SECONDS,
  );

  it(
    'is that which the stubs of these tests start',
    async () => {
      const trivyBinary = await behaving('process.exitCode = real().status;');
      expect((await scan({ options: { trivyBinary } })).observed.packages).toHaveLength(1);
    },
    SECONDS,
  );

  it.each<[string, string, string, RegExp]>([
    ['crashes', "console.error('2026-11-22T18:10:07Z\\tFATAL\\tFatal error\\tno luck'); process.exitCode = 1;", 'TOOL_CRASHED', /exit code 1.*no luck/],
    ['panics', "console.error('panic: oh\\n\\ngoroutine 1'); process.exitCode = 2;", 'TOOL_CRASHED', /crashed.*panic: oh/],
    ['is killed', "process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000);", 'TOOL_CRASHED', /SIGKILL/],
    ['says nothing and writes nothing', '', 'REPORT_UNREADABLE', /without an error.*no report/],
    ['writes an empty report', "writeFileSync(output, '');", 'REPORT_UNREADABLE', /empty/],
    ['writes half a report', "real(); writeFileSync(output, readFileSync(output).subarray(0, 900));", 'REPORT_UNREADABLE', /cut off/],
    ['writes a report of its own', "writeFileSync(output, JSON.stringify({ SchemaVersion: 2, ArtifactType: 'container_image', Metadata: { ImageID: 'sha256:' + '0'.repeat(64) } }));", 'REPORT_UNREADABLE', /another image/],
    ['fails after a report', 'real(); process.exitCode = 1;', 'TOOL_CRASHED', /exit code 1/],
    ['talks without end', "const more = () => process.stderr.write('x'.repeat(65536), more); more();", 'TOOL_CRASHED', /more than/],
  ])('that %s is no clean image', async (_, behaviour, code, message) => {
    const error = await broken(behaviour);
    expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)]);
  }, SECONDS); // prettier-ignore

  it(
    'that reads no package of a list that is there is no clean image',
    async () => {
      const error = await broken(`
      real();
      const report = JSON.parse(readFileSync(output));
      report.Results = report.Results.map(({ Packages, ...rest }) => rest);
      writeFileSync(output, JSON.stringify(report));`);
      expect([error.code, error.message]).toEqual([
        'LOOKED_AT_NOTHING',
        expect.stringContaining('lib/apk/db/installed'),
      ]);
    },
    SECONDS,
  );

  it(
    'is ended with everything when somebody gives up',
    async () => {
      const controller = new AbortController();
      const trivyBinary = await behaving('setInterval(() => {}, 1000);');
      const input = nativeInput(desk, { options: { trivyBinary }, signal: controller.signal });
      const ended = withTrivy(input, async (ready) => {
        setTimeout(() => controller.abort(new Error('Ctrl-C')), 500);
        return ready.scan(await desk.archived(IMAGE), { signal, name: 'x' });
      });
      await expect(ended).rejects.toThrow('Ctrl-C');
    },
    SECONDS,
  );

  it.each<[string, string, string, RegExp]>([
    ['another program', "console.log('hello')", 'TOOL_CRASHED', /does not say which version/],
    [
      'one that fails',
      "console.error('cannot'); process.exitCode = 3",
      'TOOL_CRASHED',
      /exit code 3.*cannot/,
    ],
    ['malware', 'console.log(JSON.stringify({ Version: "0.69.4" }))', 'NEED_UNMET', /malware/],
    ['too old', 'console.log(JSON.stringify({ Version: "0.50.0" }))', 'NEED_UNMET', /too old/],
  ])(
    'that is %s is refused',
    async (name, script, code, message) => {
      const error = await failure({
        options: { trivyBinary: await program(desk, name.replaceAll(' ', '-'), script) },
      });
      expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)]);
    },
    SECONDS,
  );

  it(
    'that is not there, or is named by a relative path, is said so',
    async () => {
      expect((await failure({ options: { trivyBinary: '/nowhere/trivy' } })).code).toBe('NEED_UNMET');
      expect((await failure({ options: { trivyBinary: 'bin/trivy' } })).message).toContain(
        'no absolute path',
      );
    },
    SECONDS,
  );

  it(
    'that is of another version than the tested one is mentioned',
    async () => {
      const script = stub('').replace(
        'const args',
        'if (process.argv[2] === \'version\') { console.log(\'{"Version":"0.73.0"}\'); return; } const args',
      );
      const trivyBinary = await program(desk, 'other-version', script);
      const { evidence, degraded } = await withTrivy(
        nativeInput(desk, { options: { trivyBinary } }),
        (ready) => Promise.resolve(ready),
      );
      expect(evidence).toMatchObject({
        name: 'Trivy',
        version: '0.73.0',
        canary: 'found',
        digest: expect.stringMatching(/^sha256:/) as string,
      });
      expect(degraded).toEqual([{ engine: 'Trivy', message: expect.stringContaining('0.73.0') as string }]);
    },
    SECONDS,
  );

  it.each<[BrokenDatabase, string, RegExp]>([
    ['empty', 'NEED_UNMET', /damaged/],
    ['without-canaries', 'CANARY_MISSED', /busybox.*lodash/],
    ['truncated', 'NEED_UNMET', /damaged/],
    ['random-bytes', 'NEED_UNMET', /damaged/],
    ['no-database', 'NEED_UNMET', /no database/],
    ['no-metadata', 'NEED_UNMET', /damaged/],
  ])(
    'does not answer from a database that is %s',
    async (kind, code, message) => {
      const database = `${desk.scratch}/${kind}`;
      await brokenTrivyDatabase(database, kind);
      const error = await failure({ options: { database } });
      expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)]);
      expect(error.remedy).toContain('railgate db update');
      // Which brings nothing into a folder that the option names.
      if (code === 'NEED_UNMET') expect(error.remedy).toContain(`into ${database}, which the option`);
    },
    SECONDS,
  );

  it(
    'does not answer from a database that is too old',
    async () => {
      const database = `${desk.scratch}/old`;
      await brokenTrivyDatabase(database, 'old');
      const error = await failure({ options: { database }, maxDataAge: 7 * 86_400_000 });
      expect([error.code, error.message]).toEqual([
        'DATA_STALE',
        expect.stringMatching(/400(\.\d)? days old/),
      ]);
      expect(error.remedy).toMatch(/current database into .*, or take the option out .*--max-data-age/);
      expect(await scan({ options: { database } })).toBeDefined();
    },
    SECONDS,
  );

  it(
    'proves itself once for the same program, flags and database',
    async () => {
      const calls = `${desk.scratch}/calls`;
      const counting = `require('node:fs').appendFileSync(${JSON.stringify(calls)}, process.argv[2] + '\\n');`;
      const trivyBinary = await program(desk, 'counts', counting + stub(''));
      const ask = (more: More['options'] = {}): Promise<void> =>
        withTrivy(nativeInput(desk, { options: { trivyBinary, ...more } }), () => Promise.resolve());
      const asked = async (): Promise<string[]> => (await readFile(calls, 'utf8')).trim().split('\n');
      await ask();
      await ask();
      expect(await asked()).toEqual(['version', 'image', 'version']);
      await ask({ licences: { deny: ['MIT'] } });
      expect(await asked()).toEqual(['version', 'image', 'version', 'version', 'image']);
    },
    SECONDS,
  );
});
