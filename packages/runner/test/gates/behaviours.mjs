import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { packText } from '@railgate/kit';

import { fixablesIn, packagesIn, repairsOf } from './fixables.mjs';

/** What a stub gate does when it scans. Each gets `{ input, build, rule, GateError, spawn, writeFileSync }`. */
export const BEHAVIOURS = {
  ok: ({ build }) => build(),
  skip: ({ build }) => build(),
  'skip-empty': ({ build }) => build(),
  'skip-throws': ({ build }) => build(),

  finding: ({ build, input, rule }) => build([finding(rule, input)]),
  'low-finding': ({ build, input, rule }) => build([{ ...finding(rule, input), severity: 'low' }]),
  'secret-in-message': ({ build, input, rule }) =>
    build([{ ...finding(rule, input), message: 'Found postgres://me:hunter2hunter2@db in the file.' }]),
  evals: ({ build, input, rule }) => build(evalsIn(input, rule)),
  'evals-unless-broken': ({ build, input, rule, GateError }) => {
    if (input.target.files.some(({ path }) => path === 'BROKEN'))
      throw new GateError('NEED_UNMET', 'Broken.');
    return build(evalsIn(input, rule));
  },
  'hangs-in-a-baseline': ({ build, input }) =>
    input.workspace.root.includes('railgate-baseline-') ? new Promise(() => undefined) : build(),
  fixes: ({ build, input, rule }) => build(...fixablesIn(input, rule)),
  repairs: ({ build, input, rule }) => ({ ...build(...packagesIn(input, rule)), repairs: repairsOf(input) }),
  gap: ({ build, input }) => build([], [gapOf(input)]),
  'finding-and-gap': ({ build, input, rule }) => build([finding(rule, input)], [gapOf(input)]),
  degraded: ({ build }) => ({ ...build(), degraded: [{ engine: 'other', message: 'It is not installed.' }] }),
  'not-scanned': ({ build }) => ({
    ...build(),
    notScanned: [{ path: 'dist/app.min.js', reason: 'minified' }],
  }),
  /** Says nothing of what it lists. */
  'artifact-of-paths': ({ build, input }) => ({
    ...build(),
    artifacts: [{ path: 'sbom/root.cdx.json', mediaType: 'text/plain', content: pathsIn(input) }],
  }),
  'packed-artifact': ({ build, input }) => ({
    ...build(),
    artifacts: [{ path: 'sbom/root.cdx.json', mediaType: 'text/plain', content: packText([pathsIn(input)]) }],
  }),
  'artifact-not-packed': ({ build }) => ({
    ...build(),
    artifacts: [{ path: 'sbom/root.cdx.json', mediaType: 'text/plain', content: ['no such thing'] }],
  }),
  'artifact-of-numbers': ({ build }) => ({
    ...build(),
    artifacts: [{ path: 'sbom/root.cdx.json', mediaType: 'text/plain', content: [1] }],
  }),
  artifact: ({ build, input }) => ({
    ...build(),
    artifacts: [
      {
        path: `sbom/${input.target.id.replaceAll('/', '--')}.cdx.json`,
        mediaType: 'application/json',
        content: '{}\n',
      },
    ],
  }),
  'echo-input': ({ build, input, rule }) =>
    build([
      {
        ...finding(rule, input),
        message: `${input.now.toISOString()} ${input.offline} ${JSON.stringify(input.options)} ${input.target.files.length}.`,
      },
    ]),

  // Errors of the catalogue: `throws` with the code in the options.
  throws: ({ GateError, input }) => {
    throw new GateError(
      input.options.code,
      `It is ${input.options.code} below ${input.workspace.root}/src/a.ts.`,
      { remedy: 'Do this.' },
    );
  },
  'throws-foreign': () => {
    throw Object.assign(new Error('From another copy of the contract.'), {
      name: 'GateError',
      code: 'NEED_UNMET',
      remedy: 'Do that.',
    });
  },
  'throws-error': () => {
    throw new TypeError('Cannot read properties of undefined');
  },
  'throws-undefined': () => {
    throw undefined;
  },
  'throws-hostile': () => {
    throw {
      toString: () => {
        throw new Error('again');
      },
    };
  },
  'throws-later': () => {
    setTimeout(() => {
      throw new Error('from a timer');
    });
    return new Promise(() => setInterval(() => undefined, 1000));
  },
  'throws-secret': () => {
    throw new Error('cannot reach postgres://me:hunter2hunter2@db');
  },

  /** Looks, and leaves something behind that ends the thread in the middle of the next gate. */
  'throws-afterwards': ({ build }) => {
    setTimeout(() => {
      throw new Error('left behind');
    }, 100);
    return build();
  },

  'hang-hostile': ({ input }) => {
    input.progress('src/\u001b[2J\nevil.ts');
    return new Promise(() => setInterval(() => undefined, 1000));
  },
  hang: ({ input }) => {
    input.progress(`first file`);
    input.progress(`src/slow.ts`);
    return new Promise(() => setInterval(() => undefined, 1000));
  },
  spin: ({ input }) => {
    input.progress('src/spin.ts');
    for (;;);
  },
  blocks: block,
  backtrack: ({ input }) => {
    input.progress('src/regexp.ts');
    return /^(a+)+$/.test(`${'a'.repeat(64)}!`);
  },
  exit: () => process.exit(0),
  'out-of-memory': () => {
    const kept = [];
    for (;;) kept.push(new Array(100_000).fill(kept.length));
  },
  prints: ({ build }) => {
    console.log('RAILGATE-TEST on stdout');
    console.error('RAILGATE-TEST on stderr');
    process.stdout.write('RAILGATE-TEST written\n');
    return build();
  },
  'prints-and-exits': () => {
    process.stderr.write('the engine says why');
    return new Promise((resolve) => setTimeout(resolve, 50)).then(() => process.exit(7));
  },
  /** Ends at once when it is asked to. */
  polite: ({ input }) =>
    new Promise((_resolve, reject) => {
      input.signal.addEventListener('abort', () => reject(new Error('asked to end')));
      setInterval(() => undefined, 1000);
    }),
  slow: ({ build }) => new Promise((resolve) => setTimeout(() => resolve(build()), 300)),
  // Goes on when somebody has written this file into the repository.
  'waits-to-go-on': async ({ build, input }) => {
    while (!existsSync(join(input.workspace.root, 'go-on')))
      await new Promise((resolve) => setTimeout(resolve, 5));
    return build();
  },
  // Clears away for 1.5 seconds after it was asked to stop: the file that the options name tells that it was let.
  'clears-away': ({ input, writeFileSync }) =>
    new Promise((_resolve, reject) => {
      writeFileSync(input.options.pids, 'started');
      input.signal.addEventListener('abort', () => {
        setTimeout(() => {
          writeFileSync(input.options.pids, 'cleared away');
          reject(new Error('stopped'));
        }, 1500);
      });
    }),

  // Process trees: the pids go into the file that the options name.
  'stubborn-child': (context) => {
    startStubborn(context);
    return new Promise(() => setInterval(() => undefined, 1000));
  },
  'stubborn-child-blocks': async (context) => {
    await startStubborn(context);
    block();
  },
  'stubborn-child-exit': async (context) => {
    await startStubborn(context);
    process.exit(1);
  },
  'forgotten-child': async (context) => {
    await startStubborn(context);
    return context.build();
  },

  // Answers that prove nothing.
  'returns-nothing': () => undefined,
  'returns-text': () => 'clean',
  'no-evidence': ({ build }) => ({ ...build(), evidence: undefined }),
  'nan-evidence': ({ build }) => withEvidence(build(), { seen: { files: Number.NaN } }),
  'no-gaps': ({ build }) => ({ ...build(), gaps: undefined }),
  'unknown-gap': ({ build }) => ({ ...build(), gaps: [{ code: 'OTHER', message: 'Other.' }] }),
  'absolute-gap': ({ build }) => ({
    ...build(),
    gaps: [{ code: 'FILE_BINARY', message: 'Binary.', path: '/etc/passwd' }],
  }),
  'zero-files': ({ build }) => withEvidence(build(), { seen: { files: 0 } }),
  'expects-nothing': ({ build }) => withEvidence(build(), { expected: { files: 0 }, seen: { files: 0 } }),
  'expects-no-key': ({ build }) => withEvidence(build(), { expected: {}, seen: { files: 3 } }),
  'loses-a-file': ({ build }) => withEvidence(build(), { expected: { files: 9 }, seen: { files: 8 } }),
  'all-gaps': ({ build, input }) =>
    build(
      [],
      input.target.files.map(({ path }) => ({ code: 'FILE_BINARY', message: `${path} is binary.`, path })),
    ),
  'canary-missed': ({ build }) =>
    withEvidence(build(), { engines: [{ name: 'stub', version: '1.0.0', canary: 'missed' }] }),
  'one-canary-missed': ({ build, input, rule }) =>
    withEvidence(build([finding(rule, input)]), {
      engines: [
        { name: 'one', version: '1.0.0', canary: 'found' },
        { name: 'two', version: '2.0.0', canary: 'missed' },
      ],
    }),
  'old-data': ({ build }) =>
    withEvidence(build(), { data: { id: 'osv', digest: 'sha256:0', builtAt: '2025-01-01T00:00:00Z' } }),
  'future-data': ({ build }) =>
    withEvidence(build(), { data: { id: 'osv', digest: 'sha256:0', builtAt: '2999-01-01T00:00:00Z' } }),
  'undated-data': ({ build }) =>
    withEvidence(build(), { data: { id: 'osv', digest: 'sha256:0', builtAt: 'yesterday' } }),

  'bad-level': (context) => changed(context, (result) => ({ ...result, level: 'catastrophe' })),
  'bad-results': ({ build }) => withRun(build(), { results: 'none' }),
  'no-tool': ({ build }) => withRun(build(), { tool: undefined }),
  'undeclared-rule': (context) => changed(context, (result) => ({ ...result, ruleId: 'stub/other' })),
  'no-location': (context) => changed(context, (result) => ({ ...result, locations: [] })),
  'absolute-path': (context) => changed(context, (result) => at(result, '/etc/passwd')),
  'file-uri': (context) => changed(context, (result) => at(result, 'file:///etc/passwd')),
  'dots-path': (context) => changed(context, (result) => at(result, '../outside.ts')),
  'encoded-dots': (context) => changed(context, (result) => at(result, 'src/%2E%2E/%2E%2E/outside.ts')),
  'related-outside': (context) =>
    changed(context, (result) => ({
      ...result,
      relatedLocations: [{ physicalLocation: { artifactLocation: { uri: '../outside.ts' } } }],
    })),
  'with-function': ({ build }) => withRun(build(), { properties: { call: () => 1 } }),
  'with-bigint': ({ build }) => withRun(build(), { properties: { big: 1n } }),
  'with-cycle': ({ build }) => {
    const scan = build();
    scan.run.properties = { self: scan.run };
    return scan;
  },
  'artifact-outside': ({ build }) => ({
    ...build(),
    artifacts: [{ path: '../run.json', mediaType: 'a/b', content: '' }],
  }),
  'artifact-over-manifest': ({ build }) => ({
    ...build(),
    artifacts: [{ path: 'run.json', mediaType: 'a/b', content: '' }],
  }),
  'leaky-gap': ({ build, input }) => ({
    ...build(),
    gaps: [
      {
        code: 'ENGINE_FAILED',
        message: `${input.workspace.root}/src: postgres://me:hunter2hunter2@db failed.`,
      },
    ],
  }),
};

function pathsIn({ workspace }) {
  return workspace.files.map(({ path }) => `${path}\n`).join('');
}

/** For ever, as an endless loop does, without its work for the processor. */
function block() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function finding(ruleId, { target }) {
  const path = target.files.find(({ path: name }) => name.endsWith('.ts'))?.path ?? 'src/a.ts';
  return { ruleId, message: 'It is planted.', at: { path, region: { startLine: 2 } } };
}

function gapOf({ target }) {
  const path = target.files[0]?.path ?? 'src/a.ts';
  return { code: 'FILE_UNPARSEABLE', message: `${path} does not parse.`, path, line: 3 };
}

function withEvidence(scan, evidence) {
  return { ...scan, evidence: { ...scan.evidence, ...evidence } };
}

function withRun(scan, run) {
  return { ...scan, run: { ...scan.run, ...run } };
}

function changed({ build, input, rule }, change) {
  const scan = build([finding(rule, input)]);
  return withRun(scan, { results: scan.run.results.map(change) });
}

function at(result, uri) {
  return {
    ...result,
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } } }],
  };
}

const FOREVER = "process.on('SIGTERM',()=>{});setInterval(()=>{},1000);";
const PARENT = `${FOREVER}
const {spawn}=require('node:child_process');
const child=spawn(process.execPath,['-e',${JSON.stringify(FOREVER)}],{detached:true,stdio:'ignore'});
console.log(child.pid);`;

/** A child that ignores SIGTERM, and one of its own in another session. Resolves when both are there. */
function startStubborn({ input, spawn, writeFileSync }) {
  const child = spawn(process.execPath, ['-e', PARENT], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  input.processes.started(child.pid);
  return new Promise((resolve) => {
    child.stdout.once('data', (grandchild) => {
      writeFileSync(input.options.pids, `${child.pid} ${String(grandchild).trim()}`);
      resolve();
    });
  });
}

/** A finding for each line that calls `eval`. */
function evalsIn({ target, workspace }, rule) {
  return target.files.flatMap(({ path }) =>
    readFileSync(join(workspace.root, path), 'utf8')
      .split('\n')
      .flatMap((text, i) => (text.includes('eval(') ? [evalAt(rule, path, i + 1)] : [])),
  );
}

function evalAt(ruleId, path, startLine) {
  return { ruleId, message: `Line ${startLine} evaluates.`, at: { path, region: { startLine } } };
}
