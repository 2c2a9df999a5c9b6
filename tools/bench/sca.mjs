// Known vulnerabilities of lockfiles with 344 and 20,000 packages, offline, beside osv-scanner (tools/ci/setup installs it)
// and cve-lite-cli (installed from npm into a folder of the bench; its database needs a compiler), on the same records:
// the time of each whole call, and whether all found the same. With --parts, what opening and matching take by themselves.
//   node tools/bench/sca.mjs [--database DIR] [--records 20000] [--packages 344,20000] [--runs 5] [--peers DIR] [--parts]
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { findOnPath } from '../ci/programs.mjs';
import { BIN } from '../ci/tool-cache.mjs';
import { CLI, prepare } from '../launch/prepare.mjs';
import { compare } from './measure.mjs';

const require = createRequire(import.meta.url);
const CVE_LITE = 'cve-lite-cli@1.37.0';
const FILL = fileURLToPath(new URL('sca-fill-cve-lite.mjs', import.meta.url));

const { values } = parseArgs({
  options: {
    // osv.dev's layout, DIR/npm/all.zip; records are made up where it is left out.
    database: { type: 'string' },
    records: { type: 'string', default: '20000' },
    packages: { type: 'string', default: '344,20000' },
    runs: { type: 'string', default: '5' },
    // Where cve-lite-cli is installed, to be used again.
    peers: { type: 'string' },
    parts: { type: 'boolean', default: false },
  },
});

await prepare();
const folder = mkdtempSync(join(tmpdir(), 'railgate-sca-'));
const data = join(folder, 'data');
const database = join(data, 'railgate/advisories');
try {
  const from = values.database ?? (await makeDatabase(Number(values.records)));
  const env = { ...process.env, XDG_DATA_HOME: data };
  execFileSync('node', [CLI, 'db', 'import', from], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  if (values.parts) await measureParts();
  else await measureCalls();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Records as npm's archive has them: one malicious package for each vulnerable one. */
async function makeDatabase(count) {
  const { OSV_RECORDS, writeOsvFolder } = await import('../../packages/testkit/dist/index.js');
  const made = Array.from({ length: count }, (_, i) => madeRecord(OSV_RECORDS.npm[0], i));
  await writeOsvFolder(join(folder, 'from'), { npm: [...OSV_RECORDS.npm, ...made] });
  return join(folder, 'from');
}

function madeRecord(model, i) {
  const name = i % 2 === 0 ? `vulnerable-${i}` : `malicious-${i}`;
  const ranges = [
    { type: 'SEMVER', events: [{ introduced: '0' }, ...(i % 2 === 0 ? [{ fixed: '1.5.0' }] : [])] },
  ];
  return {
    ...model,
    id: i % 2 === 0 ? `GHSA-made-${i}` : `MAL-0001-${i}`,
    aliases: [],
    details: `${model.details}\n`.repeat(10),
    affected: [{ package: { ecosystem: 'npm', name }, ranges }],
  };
}

async function measureCalls() {
  const cveLite = await installCveLite();
  const osvScanner = existsSync(join(BIN, 'osv-scanner'))
    ? join(BIN, 'osv-scanner')
    : findOnPath('osv-scanner');
  if (!osvScanner) console.error('osv-scanner is missing: tools/ci/setup installs it.');
  for (const count of values.packages.split(',').map(Number)) {
    const root = makeRepository(count, await vulnerableVersions());
    const contenders = [
      railgate(root, ['--no-cache']),
      railgate(root),
      ...(osvScanner ? [scanner(osvScanner, root)] : []),
      ...(cveLite ? [cveLite(root)] : []),
    ];
    compare(`npm lockfile with ${count} packages`, contenders, { runs: Number(values.runs) });
    if (osvScanner) compareFindings(root, osvScanner);
  }
}

/** The others keep no answers: `--no-cache` is what compares. */
function railgate(root, more = []) {
  const args = ['run', root, '--gate', 'sca', '--offline', '--out', join(folder, 'out'), '--quiet', ...more];
  return {
    name: ['railgate run --gate sca --offline', ...more].join(' '),
    command: ['node', CLI, ...args],
    env: { XDG_DATA_HOME: data, XDG_CACHE_HOME: join(folder, 'cache') },
    accept: [0, 1, 2],
  };
}

function scannerArguments(root) {
  const offline = ['--offline', '--offline-vulnerabilities', '--no-resolve', '--local-db-path', database];
  return ['scan', 'source', ...offline, '--format', 'json', '-L', join(root, 'package-lock.json')];
}

function scanner(program, root) {
  return { name: 'osv-scanner --offline', command: [program, ...scannerArguments(root)], accept: [0, 1] };
}

/** Every 25th package is vulnerable, as in old applications; all hang on the project itself. */
function makeRepository(count, vulnerable) {
  const root = join(folder, `repository-${count}`);
  mkdirSync(root);
  const packages = Array.from({ length: count }, (_, i) => {
    const [name, version] = (i % 25 === 0 && vulnerable[i / 25]) || [`package-${i}`, `1.${i % 7}.0`];
    return { name, version };
  });
  const dependencies = Object.fromEntries(packages.map(({ name, version }) => [name, version]));
  const manifest = { name: 'bench', version: '1.0.0', dependencies };
  const locked = packages.map(({ name, version }) => [
    `node_modules/${name}`,
    {
      version,
      resolved: `https://registry.example/${name}/-/${version}.tgz`,
      integrity: `sha512-${'A'.repeat(86)}==`,
    },
  ]);
  const lock = {
    name: 'bench',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: { '': manifest, ...Object.fromEntries(locked) },
  };
  writeFileSync(join(root, 'package.json'), JSON.stringify(manifest, null, 2));
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock, null, 2));
  writeFileSync(join(root, 'railgate.json'), JSON.stringify({ gates: { sca: { engines: ['osv'] } } }));
  return root;
}

/** A version of each package that some advisory speaks of, each name once. */
async function vulnerableVersions() {
  const { openDatabase } = require('../../packages/advisories/bundle/index.js');
  const opened = await openDatabase(database, { ecosystems: ['npm'] });
  const versions = new Map();
  for (const { name, intervals, versions: listed } of opened.entries('npm')) {
    const [interval] = intervals;
    const version = listed[0] ?? (interval?.introduced === '0' ? '1.0.0' : interval?.introduced);
    if (version !== undefined && /^\d+\.\d+\.\d+$/.test(version)) versions.set(name, version);
  }
  opened.close();
  return [...versions];
}

/** What both call vulnerable, package by package and id by id. */
function compareFindings(root, program) {
  const report = JSON.parse(readFileSync(join(folder, 'out/report.sarif'), 'utf8'));
  const ours = new Set();
  for (const { properties } of report.runs.flatMap(({ results }) => results))
    for (const { id } of properties?.dependency ? (properties.sources ?? []) : [])
      ours.add(`${decodeURIComponent(properties.dependency.purl.replace('pkg:npm/', ''))} ${id}`);
  const { stdout } = spawnSync(program, scannerArguments(root), { encoding: 'utf8', maxBuffer: 2 ** 30 });
  const theirs = new Set();
  for (const found of JSON.parse(stdout).results.flatMap(({ packages }) => packages))
    for (const { id } of found.vulnerabilities ?? [])
      theirs.add(`${found.package.name}@${found.package.version} ${id}`);
  const missing = [...theirs].filter((finding) => !ours.has(finding));
  const more = [...ours].filter((finding) => !theirs.has(finding));
  console.log(
    `  findings: ours ${ours.size}, osv-scanner's ${theirs.size}; not ours ${missing.length}, not theirs ${more.length}`,
  );
  for (const finding of [...missing, ...more].slice(0, 10)) console.log(`    ${finding}`);
}

/** Its scripts fetch or compile better-sqlite3, which it cannot do without: minutes, where it is compiled. */
async function installCveLite() {
  const peers = values.peers ?? join(folder, 'peers');
  const entry = join(peers, 'node_modules/cve-lite-cli/dist/index.js');
  if (!existsSync(entry)) {
    mkdirSync(peers, { recursive: true });
    writeFileSync(join(peers, 'package.json'), '{ "private": true }');
    spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', CVE_LITE], {
      cwd: peers,
      stdio: 'ignore',
      env: { ...process.env, ...headersOfNode() },
    });
  }
  const file = join(folder, 'cve-lite.db');
  const filled = spawnSync('node', [FILL, dirname(entry), file, database], { encoding: 'utf8' });
  if (filled.status !== 0) {
    console.error(`cve-lite-cli cannot be measured: ${filled.stderr.trim().split('\n').at(-1)}`);
    return undefined;
  }
  return (root) => ({
    name: `${CVE_LITE} --offline`,
    command: [
      'node',
      entry,
      root,
      '--offline',
      '--offline-db',
      file,
      '--cache-dir',
      join(folder, 'cve-lite'),
    ],
    accept: [0, 1],
  });
}

/** What node-gyp would download lies beside many an installed Node. */
function headersOfNode() {
  const nodedir = dirname(dirname(realpathSync(process.execPath)));
  return existsSync(join(nodedir, 'include/node/node.h')) ? { npm_config_nodedir: nodedir } : {};
}

/** In this process, the third time: what a run pays beyond starting Node. */
async function measureParts() {
  const { openDatabase } = require('../../packages/advisories/bundle/index.js');
  const vulnerable = await vulnerableVersions();
  const asked = Array.from(
    { length: 20_000 },
    (_, i) => vulnerable[i % 25 === 0 ? i / 25 : -1] ?? [`package-${i}`, '1.0.0'],
  );
  for (let round = 1; round <= 3; round++) {
    const [opening, opened] = await timed(() => openDatabase(database, { ecosystems: ['npm'] }));
    const [matching, found] = await timed(() =>
      asked.reduce((sum, [name, version]) => sum + opened.affecting('npm', name, version).length, 0),
    );
    console.log(`round ${round}: opening ${opening}; 20,000 packages ${matching}, ${found} advisories`);
    opened.close();
  }
}

async function timed(action) {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const result = await action();
  const { user, system } = process.cpuUsage(cpu);
  return [
    `${(performance.now() - start).toFixed(1)} ms (processor ${((user + system) / 1000).toFixed(1)} ms)`,
    result,
  ];
}
