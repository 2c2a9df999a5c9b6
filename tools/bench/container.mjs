// One scan of an image by Railgate beside `trivy image --input` on the same tar, with the same flags and database, in turn;
// then four images at once, and the memory of our own process. Without --engine, Trivy runs as a program of this machine:
// what is ours is what is left. With it (DOCKER_HOST=… and --image), the engine's own time to make containers is in it.
//   node tools/bench/container.mjs [--megabytes 200] [--runs 5] [--engine unix:///var/run/docker.sock --image NAME]
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { prepare } from '../launch/prepare.mjs';

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '200' },
    runs: { type: 'string', default: '5' },
    engine: { type: 'string' },
    image: { type: 'string' },
  },
});

await prepare();
const testkit = await import('../../packages/testkit/dist/index.js');
const images = await import('../../packages/images/dist/index.js');
const { withTrivy } = await import('../../packages/gate-container/dist/trivy/session.js');
const { imageArguments } = await import('../../packages/gate-container/dist/trivy/arguments.js');

const trivy = testkit.installedTool('trivy');
const runs = Number(values.runs);
const { signal } = new AbortController();
const processes = { started: () => undefined, ended: () => undefined };
const folder = mkdtempSync(join(tmpdir(), 'railgate-bench-'));
let most = 0;
const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 10);
try {
  process.env.XDG_CACHE_HOME = join(folder, 'cache');
  mkdirSync(join(folder, 'root'));
  const database = join(folder, 'database');
  await testkit.exampleTrivyDatabase(database);
  const tar = join(folder, 'image.tar');
  writeFileSync(tar, madeImage(Number(values.megabytes)));
  await measure(database, tar);
} finally {
  clearInterval(watch);
  rmSync(folder, { recursive: true, force: true });
}

/** Texts, which a scanner for secrets has to read, and some packages. */
function madeImage(megabytes) {
  const block = Buffer.from('const answer = 42; // a line of code as any other\n'.repeat(21_000));
  const files = Array.from({ length: megabytes }, (_, at) => testkit.file(`app/src/${at}.js`, block));
  const packages = Array.from({ length: 500 }, (_, at) =>
    testkit.npmPackage(`package-${at}`, '1.0.0'),
  ).flat();
  const base = testkit.alpineBase({
    version: '3.18.4',
    packages: [{ name: 'busybox', version: '1.36.1-r9' }],
  });
  const steps = [...base, { createdBy: 'COPY a', files: packages }, { createdBy: 'COPY b', files }];
  return testkit.imageArchive({ steps }, 'docker-legacy');
}

async function measure(database, tar) {
  const archive = await images.openArchive(tar, { signal });
  await withTrivy(inputOf(database), async (ready) => {
    const scan = () => ready.scan(archive.images[0], { signal, name: 'bench' });
    const ours = [];
    const theirs = [];
    for (let run = 0; run <= runs; run++) {
      theirs.push(await timed(() => plainTrivy(database, tar)));
      ours.push(await timed(scan));
    }
    const [mine, other] = [ours, theirs].map((times) => median(times.slice(1)));
    console.log(
      `${values.megabytes} MB, ${runs} runs in turn, medians, Trivy ${values.engine ? 'in containers' : 'as a program'}`,
    );
    console.log(`  railgate            ${mine.toFixed(0)} ms`);
    console.log(`  trivy image --input ${other.toFixed(0)} ms   ours/this ${(mine / other).toFixed(2)}`);
    const four = await timed(() => Promise.all([scan(), scan(), scan(), scan()]));
    console.log(
      `  four at once        ${four.toFixed(0)} ms   one after the other ${(4 * mine).toFixed(0)} ms`,
    );
  });
  await archive.close();
  console.log(`  our own process     ${(most / 1e6).toFixed(0)} MB at most`);
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
    engine: () => images.connectEngine({ env: { DOCKER_HOST: values.engine }, signal, processes }),
  };
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
