import type { ConfigDocument } from '../documents/config-document.js';
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
  for (const [manifests, entries] of ENTRIES) {
    const found = manifests.map(has).find((one) => one !== undefined);
    if (found !== undefined && entries.some((entry) => has(entry) !== undefined)) return found;
  }
  return hasStartScript(manifest(folder)) ? has('package.json') : undefined;
}

/** A library's `start` builds it again and again, and Storybook's is for its authors. */
function hasStartScript(document: ConfigDocument | undefined): boolean {
  const command = document?.get(['scripts', 'start']);
  if (typeof command !== 'string' || command.trim() === '') return false;
  return !/storybook|--watch|\bwatch\b|tsup|rollup|tsdx|docusaurus|expo|react-native|electron/.test(command);
}

/** Packages that configure tools; Railway's own import leaves them out too. */
const TOOLS =
  /(?:^|\/)(?:[\w-]*eslint[\w-]*|[\w-]*tsconfig[\w-]*|typescript-config|[\w-]*prettier[\w-]*|config|configs|tools?|tooling|scripts?|e2e[\w-]*|tests?|[\w-]*-tests?|examples?|demos?|templates?|benchmarks?|docs?|storybook|mobile|desktop|extension)(?:\/|$)/;
