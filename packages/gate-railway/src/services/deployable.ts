import type { ConfigDocument } from '@railgate/code';

import { joinPath } from './railway-files.js';

/** A manifest, and the files of which one beside it says that something is started there. */
const ENTRIES: readonly (readonly [readonly string[], readonly string[]])[] = [
  [
    ['pyproject.toml', 'requirements.txt', 'Pipfile'],
    ['manage.py', 'main.py', 'app.py', 'server.py', 'wsgi.py', 'asgi.py', 'app/main.py', 'src/main.py'],
  ],
  [['go.mod'], ['main.go']],
  [['Cargo.toml'], ['src/main.rs']],
  [['Gemfile'], ['config.ru']],
  [['composer.json'], ['public/index.php', 'index.php', 'artisan']],
];

/** The file that says that a folder can be deployed; undefined for libraries, tools and test packages. */
export function deployableBy(
  folder: string,
  files: ReadonlySet<string>,
  manifest: (folder: string) => ConfigDocument | undefined,
): string | undefined {
  if (TOOLS.test(folder)) return undefined;
  const has = (name: string): string | undefined => {
    const path = joinPath(folder, name);
    return path !== undefined && files.has(path) ? path : undefined;
  };
  if (
    ELSEWHERE.some((name) => has(name)) ||
    (folder !== '.' && ELSEWHERE_BELOW.some((name) => files.has(name)))
  )
    return undefined;
  for (const [manifests, entries] of ENTRIES) {
    const found = manifests.map(has).find((one) => one !== undefined);
    if (found !== undefined && entries.some((entry) => has(entry) !== undefined)) return found;
  }
  return hasStartScript(manifest(folder)) ? has('package.json') : undefined;
}

/**
 * A library's `start` builds it again and again, Storybook's is for its authors, and one that names a folder or a workspace
 * starts something else.
 */
function hasStartScript(document: ConfigDocument | undefined): boolean {
  const command = document?.get(['scripts', 'start']);
  if (typeof command !== 'string' || command.trim() === '') return false;
  if (
    /--prefix|--workspace|--filter|--cwd|(?:^|\s)-w\s|\bcd\s|\b(?:turbo|nx|lerna|concurrently)\b/.test(
      command,
    )
  )
    return false;
  return !/storybook|--watch|\bwatch\b|tsup|rollup|tsdx|docusaurus|expo|react-native|electron/.test(command);
}

/** Files of other platforms: what stands beside them is deployed there. Those of Vercel and Netlify may name a folder below. */
const ELSEWHERE = [
  'vercel.json',
  'netlify.toml',
  'wrangler.toml',
  'wrangler.jsonc',
  'firebase.json',
  'fly.toml',
  'amplify.yml',
];
const ELSEWHERE_BELOW = ['vercel.json', 'netlify.toml'];

/** Packages that configure tools; Railway's own import leaves them out too. */
const TOOLS =
  /(?:^|\/)(?:[\w-]*eslint[\w-]*|[\w-]*tsconfig[\w-]*|typescript-config|[\w-]*prettier[\w-]*|config|configs|tools?|tooling|scripts?|e2e[\w-]*|tests?|[\w-]*-tests?|examples?|demos?|templates?|benchmarks?|docs?|storybook|mobile|desktop|extension)(?:\/|$)/;
