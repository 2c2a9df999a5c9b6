// What each source of advisories says of the same lockfiles, held against all of them together: the database on this machine,
// osv-scanner, safety and pip-audit (tools/ci/setup installs them), the registry's endpoint and `npm audit`, which ask a
// registry of the bench that knows the same records. Each difference is listed, as the finding's message says it.
//   node tools/bench/sca-agreement.mjs --database DIR FOLDER...     (DIR/<ecosystem>/all.zip as osv.dev publishes it)
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { BIN } from '../ci/tool-cache.mjs';
import { CLI, prepare } from '../launch/prepare.mjs';

const { values, positionals } = parseArgs({
  options: { database: { type: 'string' } },
  allowPositionals: true,
});
if (values.database === undefined || positionals.length === 0) {
  console.error('Usage: node tools/bench/sca-agreement.mjs --database DIR FOLDER...');
  process.exit(3);
}

const ENGINES = ['osv', 'osv-scanner', 'safety', 'pip-audit', 'npm-registry', 'npm-audit'];

await prepare();
const folder = mkdtempSync(join(tmpdir(), 'railgate-agreement-'));
const registry = await startRegistry(join(values.database, 'npm/all.zip'));
try {
  const env = environment();
  writeFileSync(join(folder, 'user.npmrc'), `registry=${registry.url}/\n`);
  writeFileSync(join(folder, 'railgate.json'), JSON.stringify({ gates: { sca: { engines: ENGINES } } }));
  execFileSync('node', [CLI, 'db', 'import', values.database], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  console.log(['lockfile', 'all', ...ENGINES].join(' | '));
  for (const root of positionals) await compareSources(resolve(root), env);
} finally {
  await registry.close();
  rmSync(folder, { recursive: true, force: true });
}

async function startRegistry(archive) {
  const { registryAdvisories, startRegistry: start } = await import('../../packages/testkit/dist/index.js');
  const { ZipReader } = await import('../../packages/advisories/dist/import/read-zip.js');
  const reader = new ZipReader(archive);
  const records = [...reader.files()].map(({ content }) => JSON.parse(content));
  reader.close();
  return start({ packages: [], advisories: registryAdvisories(records.filter(({ affected }) => affected)) });
}

/** The npm configuration of nobody but the bench. */
function environment() {
  const own = Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name));
  return {
    ...Object.fromEntries(own),
    PATH: [BIN, process.env.PATH].join(delimiter),
    XDG_DATA_HOME: join(folder, 'data'),
    NPM_CONFIG_USERCONFIG: join(folder, 'user.npmrc'),
    NPM_CONFIG_GLOBALCONFIG: join(folder, 'none'),
    NPM_CONFIG_CACHE: join(folder, 'npm'),
  };
}

/** Its registry is this process, which must not stand still meanwhile. */
async function compareSources(root, env) {
  const out = join(folder, 'out');
  const args = [
    'run',
    root,
    '--gate',
    'sca',
    '--no-cache',
    '--quiet',
    '--out',
    out,
    '--config',
    join(folder, 'railgate.json'),
  ];
  const run = spawn('node', [CLI, ...args], { env, stdio: 'ignore' });
  await new Promise((done) => run.on('close', done));
  const [outcome] = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')).outcomes;
  const proven = outcome.evidence?.engines.filter(({ canary }) => canary === 'found') ?? [];
  console.log(
    `${basename(root)}: ${outcome.evidence?.seen.packages ?? 0} packages; ${proven.map(({ name }) => name).join(', ')}`,
  );
  for (const [path, results] of byLockfile(join(out, 'report.sarif'))) {
    const seen = ENGINES.map((engine) => results.filter(({ properties }) => saw(properties, engine)).length);
    console.log([path, results.length, ...seen].join(' | '));
    for (const { message } of results)
      if (message.text.includes('; not by ')) console.log(`  ${message.text}`);
  }
}

function byLockfile(report) {
  const found = new Map();
  for (const result of JSON.parse(readFileSync(report, 'utf8')).runs.flatMap(({ results }) => results)) {
    // The policy says something of packages, too, and names no advisory.
    if (!result.properties.dependency?.advisories.length) continue;
    const path = result.locations[0].physicalLocation.artifactLocation.uri;
    found.set(path, [...(found.get(path) ?? []), result]);
  }
  return found;
}

function saw({ sources }, name) {
  return sources.some(({ engine }) => engine === name);
}
