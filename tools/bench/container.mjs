// One scan of an image by Railgate beside `trivy image --input` on the same image and machine, with the same flags and
// database, in turn; then four images at once, and the memory of our own process. Without --engine, Trivy runs as a program
// of this machine, on a tar: what is ours is what is left. Then comes a whole run of the gate, with threads, reports and the bill;
// --runs 0 is that alone. With --engine the image is in the engine, as for `--image`, and Trivy in containers (--image names an
// image that holds it). Each turn is then three: plain Trivy on the tar, the export alone, as
// `docker save` gives it, and our whole scan, until all that it made is removed. The aim is at most 15 % over plain Trivy plus the export.
//   node tools/bench/container.mjs [--megabytes 200] [--packages 500] [--runs 5] [--engine unix:///var/run/docker.sock [--image NAME]]
import { spawnSync } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { runProgram } from '../launch/prepare.mjs';

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '200' },
    packages: { type: 'string', default: '500' },
    runs: { type: 'string', default: '5' },
    engine: { type: 'string' },
    image: { type: 'string' },
    make: { type: 'string' },
  },
});

// By another process, whose memory is not ours: a build takes hundreds of megabytes.
const PREPARE = `import(${JSON.stringify(new URL('../launch/prepare.mjs', import.meta.url))}).then((it) => it.prepare())`;
if (!values.make && runProgram(process.execPath, ['--eval', PREPARE]) !== 0) process.exit(2);
const testkit = await import('../../packages/testkit/dist/index.js');
const images = await import('../../packages/images/dist/index.js');
const { openByName } = await import('../../packages/gate-container/dist/targets/engine-images.js');
const { withTrivy } = await import('../../packages/gate-container/dist/trivy/session.js');
const { imageArguments } = await import('../../packages/gate-container/dist/trivy/arguments.js');

if (values.make) {
  writeFileSync(values.make, madeImage(Number(values.megabytes), Number(values.packages), values.image));
  process.exit();
}

const trivy = testkit.installedTool('trivy');
const runs = Number(values.runs);
const { signal } = new AbortController();
const processes = { started: () => undefined, ended: () => undefined };
const folder = mkdtempSync(join(tmpdir(), 'railgate-bench-'));
let most = 0;
const MAKING = 'making, removing';
/** The first that fits, of method and path. */
const PHASES = [
  [/^GET .*\/get$/, 'export, with keeping it'],
  [/^PUT .*\/archive/, 'handing over'],
  [/^POST .*\/wait/, "Trivy's run"],
  [/^GET .*\/(?:archive|logs|json)/, 'asking, reading'],
  [/./, MAKING],
];
/** Over plain Trivy and the export. */
const AIM = 1.15;
const NAME = `railgate.bench/image:p${process.pid}`;
const phases = [];
const calls = [];
const started = new WeakMap();
let connected;
// Node's own channel tells of a request when all of it was sent, and a tar takes its time.
const { request: send } = http;
http.request = (...args) => {
  const request = send(...args);
  started.set(request, performance.now());
  return request;
};
syncBuiltinESMExports();
// An answer ends with its last byte: that of a wait begins at once.
subscribe('http.client.response.finish', ({ request, response }) => {
  const { method, path } = request;
  const since = started.get(request) ?? Number.NaN;
  response.once('close', () => calls.push({ method, path, milliseconds: performance.now() - since }));
});
const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 10);
try {
  process.env.XDG_CACHE_HOME = join(folder, 'cache');
  mkdirSync(join(folder, 'root'));
  const database = join(folder, 'database');
  await testkit.exampleTrivyDatabase(database);
  if (values.engine && !values.image) values.image = await imageOfTrivy();
  const tar = join(folder, 'image.tar');
  // By another process, whose memory is not ours.
  const made = [
    '--make',
    tar,
    '--megabytes',
    values.megabytes,
    '--packages',
    values.packages,
    '--image',
    NAME,
  ];
  spawnSync(process.execPath, [fileURLToPath(import.meta.url), ...made], { stdio: 'inherit' });
  if (runs > 0) await withImage(tar, () => measure(database, tar));
  if (!values.engine) showWholeRun(database, tar);
} finally {
  clearInterval(watch);
  rmSync(folder, { recursive: true, force: true });
}

/** Texts, which a scanner for secrets has to read, and some packages. */
function madeImage(megabytes, count, name) {
  const block = Buffer.from('const answer = 42; // a line of code as any other\n'.repeat(21_000));
  const files = Array.from({ length: megabytes }, (_, at) => testkit.file(`app/src/${at}.js`, block));
  const packages = Array.from({ length: count }, (_, at) =>
    testkit.npmPackage(`package-${at}`, '1.0.0'),
  ).flat();
  const base = testkit.alpineBase({
    version: '3.18.4',
    packages: [{ name: 'busybox', version: '1.36.1-r9' }],
  });
  const steps = [...base, { createdBy: 'COPY a', files: packages }, { createdBy: 'COPY b', files }];
  return testkit.imageArchive({ steps, tags: [name] }, 'docker-legacy');
}

/** Has the image in the engine for the time of `use`. */
async function withImage(tar, use) {
  if (!values.engine) return use();
  const engines = await import('../../packages/testkit/dist/engines.js');
  const target = { env: { DOCKER_HOST: values.engine } };
  await engines.loadImage(target, createReadStream(tar));
  try {
    await use();
  } finally {
    await engines.removeImage(target, NAME);
  }
}

async function measure(database, tar) {
  const input = inputOf(database);
  await withTrivy(input, async (ready) => {
    const scan = () => scanOf(ready, input, tar);
    const [ours, answers, theirs, exports] = [[], [], [], []];
    const scanned = async () => {
      answers.push(await timed(scan));
      await removed();
    };
    for (let run = 0; run <= runs; run++) {
      theirs.push(await timed(() => plainTrivy(database, tar)));
      exports.push(values.engine ? await timed(exportAlone) : 0);
      calls.length = 0;
      ours.push(await timed(scanned));
      phases.push(phasesOf(calls));
    }
    report(ours.slice(1), answers.slice(1), theirs.slice(1), exports.slice(1));
    calls.length = 0;
    const four = await timed(() => Promise.all([scan(), scan(), scan(), scan()]).then(removed));
    show('four at once', four, `one after the other ${(4 * median(ours.slice(1))).toFixed(0)} ms`);
  });
  console.log(`  ${'our own process'.padEnd(26)} ${(most / 1e6).toFixed(0)} MB at most`);
}

/** As a user starts it, in a repository that has the image as an archive. */
function showWholeRun(database, tar) {
  const [root, config, peak] = ['repository', 'config.json', 'peak'].map((name) => join(folder, name));
  const gate = (options) => JSON.stringify({ gates: { container: options } });
  mkdirSync(root);
  renameSync(tar, join(root, 'image.tar'));
  writeFileSync(join(root, 'railgate.json'), gate({ archives: ['image.tar'], baseImages: false }));
  // No other gate reads it, and a list of files by git leaves it out.
  writeFileSync(join(root, '.gitignore'), '*.tar\n');
  spawnSync('git', ['init', '--quiet', root]);
  writeFileSync(config, gate({ trivyBinary: trivy, database }));
  const [measured, program] = ['./peak.mjs', '../../packages/cli/bundle/main.js'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  const args = ['run', root, '--gate', 'container', '--config', config, '--out', join(folder, 'out')];
  const env = { ...process.env, RAILGATE_BENCH_PEAK: peak };
  const { stdout } = spawnSync(process.execPath, ['--import', measured, program, ...args], { env });
  if (!existsSync(peak)) throw new Error(`The run said nothing of its memory: ${stdout}`);
  const [kilobytes = 0, microseconds = 0] = readFileSync(peak, 'utf8').split(' ').map(Number);
  show('a whole run, CPU, no Trivy', microseconds / 1000, `${(kilobytes / 1000).toFixed(0)} MB at most`);
}

/** As `--image` where there is an engine, else as `--archive`. */
async function scanOf(ready, input, tar) {
  const opened = values.engine
    ? await openByName(NAME, { ...input, coming: ready.prepare })
    : await images.openArchive(tar, { signal });
  const [first] = opened.images;
  await ready.scan(first.image ?? first, { signal, name: 'bench' });
  await opened.close();
}

/** A gate goes on to the next image meanwhile. Here it is part of the scan. */
async function removed() {
  const count = (pattern) => calls.filter(({ method, path }) => pattern.test(`${method} ${path}`)).length;
  while (count(/^DELETE .*\/volumes\//) < count(/^POST .*\/volumes\/create/)) await sleep(1);
}

function report(ours, answers, theirs, exports) {
  const where = values.engine ? 'in containers' : 'as a program';
  console.log(`${values.megabytes} MB, ${runs} runs in turn, medians, Trivy ${where}`);
  show('railgate', median(ours), `answered after ${median(answers).toFixed(0)} ms`);
  show('trivy image --input', median(theirs));
  if (values.engine) {
    show('export alone', median(exports), 'as `docker save` gives it');
    showPhases();
  }
  // Of each turn by itself: what else the machine does is the same for all three.
  const shares = ours.map((mine, at) => (mine - exports[at]) / theirs[at]);
  const without = values.engine ? ' - export' : '';
  console.log(`  (railgate${without}) / trivy  ${median(shares).toFixed(2)}   aim: at most ${AIM}`);
}

function show(what, milliseconds, more = '') {
  console.log(`  ${what.padEnd(26)} ${milliseconds.toFixed(0).padStart(6)} ms   ${more}`);
}

/** Where the time of one scan goes, by the calls to the engine. */
function showPhases() {
  const used = phases.slice(1);
  const of = (phase) => median(used.map((one) => one.get(phase) ?? 0));
  for (const phase of new Set(PHASES.map(([, name]) => name))) show(`  ${phase}`, of(phase));
  console.log(`  ${'calls to the engine'.padEnd(26)} ${median(used.map(({ calls: count }) => count))}`);
}

function phasesOf(list) {
  const found = new Map();
  for (const { method, path, milliseconds } of list) {
    const [, phase] = PHASES.find(([pattern]) => pattern.test(`${method} ${path}`)) ?? [];
    found.set(phase, (found.get(phase) ?? 0) + milliseconds);
  }
  return Object.assign(found, { calls: list.length });
}

async function imageOfTrivy() {
  const { TRIVY_IMAGE, ensureProgramImage } = await import('../../packages/testkit/dist/program-image.js');
  await ensureProgramImage({ env: { DOCKER_HOST: values.engine } }, TRIVY_IMAGE, trivy);
  return TRIVY_IMAGE;
}

async function exportAlone() {
  const engine = await connect();
  await finished((await engine.export(NAME, signal)).resume());
}

function inputOf(database) {
  const which = values.engine ? { trivyImage: values.image } : { trivyBinary: trivy };
  return {
    options: { memory: 2048, cpus: 2, pids: 512, seconds: 600, licences: {}, database, ...which },
    root: join(folder, 'root'),
    now: new Date(),
    offline: true,
    maxDataAge: undefined,
    signal,
    processes,
    progress: () => undefined,
    engine: connect,
  };
}

function connect() {
  connected ??= images.connectEngine({ env: { DOCKER_HOST: values.engine }, signal, processes });
  return connected;
}

function plainTrivy(database, tar) {
  const output = join(folder, 'report.json');
  const args = imageArguments({
    input: tar,
    output,
    cache: database,
    seconds: 600,
    licences: false,
    withoutJava: false,
  });
  const { status, stderr } = spawnSync(trivy, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`trivy ended with ${status}: ${stderr}`);
}

async function timed(use) {
  const start = performance.now();
  await use();
  return performance.now() - start;
}

function median(times) {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
}
