import { posix } from 'node:path';

import { addTo } from '@railgate/contract';

import type { WorkspaceFiles } from '../extractor.js';
import { field, nodesOfType, parts, type Node } from '../syntax.js';
import { plainText } from './texts.js';
import { foldersAbove } from '../common/folders-above.js';

const LOADS = /^(?:require_relative|require|load|autoload|require_all|require_dependency|glob|push_dir)$/;

/** What a file loads, each relative to its folder: `./config`, `../lib/**` for all below, `lib/x` where it is looked for. */
export function* requiredFiles(root: Node): Generator<string> {
  for (const call of nodesOfType(root, 'call')) {
    const method = field(call, 'method')?.text ?? '';
    // `config/environment.rb` starts all of a Rails application.
    if (method === 'initialize!') yield '../**';
    else if (LOADS.test(method)) yield* loadedBy(call, method);
  }
  for (const node of nodesOfType(root, 'element_reference')) {
    if (field(node, 'object')?.text === 'Dir') yield* pathsIn(node, 'glob');
  }
}

function* loadedBy(call: Node, method: string): Generator<string> {
  const given = field(call, 'arguments');
  if (given) yield* pathsIn(given, method);
}

/** The written path of a call, through `File.expand_path("../x", __FILE__)`, `File.join(__dir__, "x")`, `Rails.root.join`. */
function* pathsIn(node: Node, method: string): Generator<string> {
  const strings = nodesOfType(node, 'string').slice(0, 4);
  const text = strings
    .map((string) => plainText(string) ?? parts(string).at(-1)?.text ?? '')
    .filter((one) => one !== '')
    .join('/');
  if (text === '' || text.length > 300) return;
  const ofFile = node.text.includes('__FILE__');
  const isPlain =
    strings.length === 1 && node.namedChildren.length === 1 && parts(node)[0]?.type === 'string';
  const path = (ofFile ? text.replace(/^\.\.\/?/, '') : text).replace(/^\/+/, '');
  const isNamed = isPlain && method === 'require' && !path.startsWith('.');
  const relative = isNamed || path.startsWith('.') ? path : `./${path}`;
  const isFolder = method === 'require_all' || method === 'push_dir';
  const star = relative.indexOf('*');
  if (star >= 0) yield `${relative.slice(0, star).replace(/[^/]*$/, '')}**`;
  else yield isFolder ? `${relative}/**` : relative;
}

/** The files that a specifier names. */
export function resolve(from: string, specifier: string, workspace: WorkspaceFiles): readonly string[] {
  if (specifier.startsWith('::')) return constantFile(from, specifier.slice(2), workspace);
  if (specifier.endsWith('**')) return filesBelow(from, specifier.slice(0, -2), workspace);
  const name = specifier.replace(/\.rb$/, '');
  // `require "./x"` counts from where the program starts, which is a folder above.
  for (const folder of foldersAbove(from)) {
    const bases = name.startsWith('.') ? [''] : ['lib', 'app', 'src'];
    const found = bases
      .map((base) => posix.join(folder, base, `${name}.rb`))
      .find((path) => workspace.paths.has(path));
    if (found !== undefined && found !== from) return [found];
  }
  return [];
}

function filesBelow(from: string, prefix: string, { paths }: WorkspaceFiles): readonly string[] {
  for (const folder of foldersAbove(from)) {
    const base = posix.join(folder, prefix || '.');
    const start = base === '.' || base === './' ? '' : base.endsWith('/') ? base : `${base}/`;
    const found = [...paths].filter((path) => path.startsWith(start) && path.endsWith('.rb'));
    if (found.length > 0) return found;
  }
  return [];
}

/** Folders whose inside is named as the constants are. */
const ROOTS = /(?:^|\/)(?:app\/[\w-]+(?:\/concerns)?|app|lib|src|config|services|models)\/$/;
const indexes = new WeakMap<ReadonlySet<string>, ReadonlyMap<string, readonly string[]>>();

/** `Payments::StripeClient` is in `payments/stripe_client.rb` of a folder that is loaded by name. */
function constantFile(from: string, constant: string, workspace: WorkspaceFiles): readonly string[] {
  const path = `${constant.split('::').map(underscored).join('/')}.rb`;
  const own = `${posix.dirname(from)}/`.replace(/^\.\//, '');
  const found = (indexOf(workspace).get(posix.basename(path)) ?? []).find((file) => {
    if (file === from || !(file === path || file.endsWith(`/${path}`))) return false;
    const folder = file.slice(0, file.length - path.length);
    const above = folder.replace(ROOTS, '').replace(/\/$/, '');
    return folder === own || (ROOTS.test(folder) && (above === '' || from.startsWith(`${above}/`)));
  });
  return found === undefined ? [] : [found];
}

/** `HTTPClient` is `http_client`. */
function underscored(name: string): string {
  return name
    .replace(/([A-Z\d]{1,40})([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

function indexOf({ paths }: WorkspaceFiles): ReadonlyMap<string, readonly string[]> {
  const known = indexes.get(paths);
  if (known) return known;
  const made = new Map<string, string[]>();
  for (const path of paths) if (path.endsWith('.rb')) addTo(made, posix.basename(path), path);
  indexes.set(paths, made);
  return made;
}
