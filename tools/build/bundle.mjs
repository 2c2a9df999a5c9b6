// Joins the modules of each published package into a few files, which the command loads: Node takes a millisecond for
// each module, and again in every thread. `dist` stays as it is, for types and for whoever imports a package.
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { rolldown } from 'rolldown';

import { dataModules } from './data-modules.mjs';
import { requireLate } from './late-requires.mjs';

const SELF = fileURLToPath(import.meta.url);
const PACKAGES = fileURLToPath(new URL('../../packages', import.meta.url));
/** CommonJS, in packages of ES modules: without its loader of ES modules Node starts 20 ms sooner, in every thread. */
const COMMONJS = { fileName: 'package.json', code: '{ "type": "commonjs" }\n' };
/** What a bundled file asks for its own address. */
const HERE = '__railgateHere';
/** What it loads with: `require` may be the name of an option beside it. */
const LOAD = '__railgateLoad';
/** Beside `index`: what Node is pointed at by name, and where it is in `src`. */
const FURTHER_ENTRIES = {
  cli: { main: 'main' },
  code: { reader: 'reader' },
  dependencies: { repair: 'repair' },
  'gate-railway': { migrate: 'migrate/index' },
  'gate-secrets': { 'look-worker': 'look-worker', pool: 'look/pool', environment: 'environment/index' },
  kit: { 'cache-home': 'cache-home' },
  runner: { 'scan-worker': 'scan-worker', 'thread-start': 'thread-start' },
  sarif: { run: 'run', profiles: 'profiles/index', 'merge-worker': 'merge-worker' },
};

/** What becomes a file of its own, with what it alone needs; the first of these that knows a module takes it. */
const GROUPS = [
  // Every run asks for the options of all gates, and for the rules of few.
  { name: 'options', test: /\/src\/options\.ts$/ },
  // Every look for secrets asks for the catalogue of their formats, for few of the formats, and seldom for what a kind is.
  {
    name: 'form',
    test: /\/src\/(?:format|formats\/(?:character-kinds|checksum|form|json-web-token|key-material|pattern-parts))\.ts$/,
  },
  { name: familyOf, debugName: 'formats', test: /\/src\/formats\// },
  { name: 'known', test: /\/src\/formats\/known\.ts$/ },
  { name: 'generic-kinds', test: /\/src\/generic\/kinds\// },
  // A repository has one or two languages.
  { name: 'common', test: /\/code\/src\/(?:common\/|settings\/|origin-patterns\.ts$)/ },
  {
    name: (id) => basename(dirname(id)),
    debugName: 'languages',
    test: /\/code\/src\/(?:csharp|go|java|jvm|kotlin|php|ruby|rust)\//,
  },
  // What compares or merges SARIF has no use for the rules of its consumers.
  { name: 'validate', test: /\/sarif\/src\/validate\/rules\// },
  { name: 'all-formats', test: /\/src\/(?:formats\/index|kinds)\.ts$/ },
].map((group, at, all) => ({ ...group, priority: all.length - at }));

/** The files that `families.ts` imports. */
function familyOf(id, context) {
  const isFamily = context
    .getModuleInfo(id)
    ?.importers.some((importer) => importer.endsWith('/formats/families.ts'));
  return isFamily ? `formats-${basename(id, '.ts')}` : undefined;
}

/** Writes `bundle/` of these packages, or of every published one. Files that would not change stay untouched. */
export async function buildBundles(folders = []) {
  await Promise.all((folders.length > 0 ? folders : publishedPackages()).map(buildBundle));
}

/** Only those with a source that is newer than their bundle. Gives the packages that could not be joined. */
export async function bundleStale() {
  const stale = publishedPackages().filter(isStale);
  const results = await Promise.allSettled(stale.map(buildBundle));
  return stale.flatMap((folder, i) =>
    results[i].status === 'rejected' ? [{ folder, error: results[i].reason }] : [],
  );
}

function publishedPackages() {
  return readdirSync(PACKAGES).filter((folder) => {
    const manifest = join(PACKAGES, folder, 'package.json');
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).private !== true;
  });
}

async function buildBundle(folder) {
  const start = new Date();
  const root = join(PACKAGES, folder);
  const entries = Object.entries({ index: 'index', ...FURTHER_ENTRIES[folder] });
  const options = {
    cwd: root,
    platform: 'node',
    // Each package is joined by itself: what it depends on stays a dependency, installed and seen by scanners.
    external: (id) => !id.startsWith('.') && !id.startsWith(root),
    resolve: { extensionAlias: { '.js': ['.ts'] } },
    tsconfig: false,
  };
  const build = await rolldown({
    ...options,
    input: Object.fromEntries(entries.map(([name, source]) => [name, join(root, `src/${source}.ts`)])),
    // No source imports anything for its side effects alone: what is not used is not loaded.
    treeshake: { moduleSideEffects: false },
    plugins: [dataModules(options), placePlugin(root)],
    logLevel: 'warn',
  });
  try {
    const { output } = await build.generate({
      format: 'cjs',
      intro: `const ${HERE} = () => require("node:url").pathToFileURL(__filename), ${LOAD} = require;`,
      sourcemap: true,
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
      codeSplitting: { groups: GROUPS },
      comments: { legal: true, annotation: false, jsdoc: false },
    });
    writeFiles(join(root, 'bundle'), [...output.map(withLateRequires), COMMONJS]);
    // With the time of the start: a source may change while it is being read.
    utimesSync(stampOf(folder), start, start);
  } finally {
    await build.close();
  }
}

/**
 * A bundled module keeps the address that it has in `dist`, so that what it finds from there stays where it is. What it
 * asks of our own packages, and of `dist` by name, it gets from the bundles. What is CommonJS and loaded by most runs is
 * loaded without Node's loader of ES modules, which takes 6 ms to start.
 */
function placePlugin(root) {
  const source = join(root, 'src');
  return {
    name: 'railgate-place',
    transform(code, id) {
      if (!id.startsWith(`${source}${sep}`)) return undefined;
      const place = relative(source, id).split(sep).join('/').replace(/\.ts$/, '.js');
      const placed = code
        .replaceAll(/\bnew URL\('((?:\.\.\/)+)dist\//g, "new URL('$1bundle/")
        .replaceAll(/\bimport\.meta\.url\b/g, `new URL('../dist/${place}', ${HERE}()).href`)
        .replaceAll(/'(@railgate\/[a-z-]+)(\/[a-z-]+)?'/g, "'$1/bundle$2'")
        .replaceAll(
          /(?<!typeof )\bimport\(('semver\/[^']+')\)/g,
          `Promise.resolve().then(() => ({ default: ${LOAD}($1) }))`,
        )
        // Not the import of a type, which is gone from the bundle.
        .replaceAll(
          /(?<!typeof )\bimport\(('(?:@railgate\/[^']+|ajv(?:\/[^']+)?|jsonc-parser|yaml)')\)/g,
          `Promise.resolve().then(() => ${LOAD}($1))`,
        );
      return { code: placed, map: null };
    },
  };
}

/** Node's own modules, our other packages, and the other files of this one: each when something of it is first used. */
function withLateRequires(file) {
  return file.code === undefined ? file : { ...file, code: requireLate(file.code) };
}

/** A command that runs meanwhile finds every file, old or new; what is no longer made goes last. */
function writeFiles(folder, output) {
  mkdirSync(folder, { recursive: true });
  for (const { fileName, code, source } of output)
    writeIfChanged(join(folder, fileName), code ?? String(source));
  const made = new Set(output.map(({ fileName }) => fileName));
  for (const name of readdirSync(folder)) {
    if (!made.has(name) && !name.endsWith('.tmp')) rmSync(join(folder, name), { force: true });
  }
}

function writeIfChanged(path, text) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

/** Its time tells when the bundle was last up to date, also in a copy: the other files keep theirs while they stay the same. */
function stampOf(folder) {
  return join(PACKAGES, folder, 'bundle', COMMONJS.fileName);
}

function isStale(folder) {
  if (!existsSync(join(PACKAGES, folder, 'bundle/index.js'))) return true;
  const built = statSync(stampOf(folder), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return [SELF, ...sources(join(PACKAGES, folder, 'src'))].some((path) => statSync(path).mtimeMs >= built);
}

/** The folders too: their time changes when a file goes. */
function sources(folder) {
  return [folder, ...readdirSync(folder, { recursive: true }).map((name) => join(folder, name))];
}

if (process.argv[1] === SELF) await buildBundles(process.argv.slice(2));
