import { cleanText, type Region } from '@railgate/contract';
import type { Node, Tree } from '@vscode/tree-sitter-wasm';

import { resourcesOf, type IacResource } from './iac-resources.js';
import { IacReader, type IacEnvironment } from './iac-value.js';
import { constantsOf, regionOf, resolve, text, type Constants } from './iac-syntax.js';
import { firstError } from '../syntax.js';
import type { Parsed } from './parsed.js';
import { treeSitterParser } from './tree-sitter.js';

/** A `service("name", { … })` of .railway/railway.ts. What is computed at run time stays undefined. */
export interface IacService {
  readonly name: string | undefined;
  /** Of the call. */
  readonly region: Required<Region>;
  /**
   * Railway's Root Directory, relative to the repository root; `.` when the source has none. Undefined when the
   * service has no repository as its source (an image), or when it cannot be read off.
   */
  readonly root: string | undefined;
  /** `owner/name` of the repository that is its source. */
  readonly repository: string | undefined;
  /** `build.dockerfilePath` or `env.RAILWAY_DOCKERFILE_PATH`. */
  readonly dockerfilePath: string | undefined;
  /** `env.RAILPACK_CONFIG_FILE`. */
  readonly railpackPath: string | undefined;
  readonly start: string | undefined;
}

export interface IacDocument {
  readonly path: string;
  readonly services: readonly IacService[];
  /** Everything that helpers of `railway/iac` make, services among them, with what is written about it. */
  readonly resources: readonly IacResource[];
}

/** Stops a parse of hostile input; 1 MB of code takes about 0.3 s. */
const TIMEOUT_MS = 3000;

/**
 * Reads the syntax tree of .railway/railway.ts. The file is never executed.
 *
 * @param environment what `ctx.isEnvironment(…)` is asked about; without it a setting that depends on it is unknown.
 */
export async function parseIac(
  path: string,
  text: string,
  environment?: IacEnvironment,
): Promise<Parsed<IacDocument>> {
  const parser = await treeSitterParser('typescript');
  const deadline = Date.now() + TIMEOUT_MS;
  const tree = parser.parse(text, null, { progressCallback: () => Date.now() > deadline });
  if (!tree) {
    parser.reset();
    const message = `${cleanText(path)} was not parsed within ${TIMEOUT_MS / 1000} s.`;
    return { kind: 'gap', gap: { code: 'FILE_TOO_LARGE', path, message } };
  }
  try {
    return read(path, tree, environment);
  } finally {
    tree.delete();
  }
}

function read(path: string, tree: Tree, environment: IacEnvironment | undefined): Parsed<IacDocument> {
  if (tree.rootNode.hasError) {
    const region = regionOf(firstError(tree.rootNode));
    return { kind: 'failure', failure: { message: 'Expected TypeScript: this is a syntax error.', region } };
  }
  const calls = tree.rootNode.descendantsOfType('call_expression');
  const constants = constantsOf(tree.rootNode);
  const names = serviceNames(tree.rootNode);
  const services: IacService[] = [];
  for (const call of calls) {
    const callee = call?.childForFieldName('function');
    if (call && callee && names.has(callee.text)) services.push(toService(call, constants));
  }
  const resources = resourcesOf(tree.rootNode, new IacReader(constants, environment));
  return { kind: 'document', document: { path, services, resources } };
}

/** `service`, or what `import { service as x } from "railway/iac"` calls it. */
function serviceNames(root: Node): ReadonlySet<string> {
  const names = new Set<string>();
  for (const specifier of root.descendantsOfType('import_specifier')) {
    if (specifier?.childForFieldName('name')?.text !== 'service') continue;
    names.add(specifier.childForFieldName('alias')?.text ?? 'service');
  }
  return names;
}

function toService(call: Node, constants: Constants): IacService {
  const [name, options] = call.childForFieldName('arguments')?.namedChildren ?? [];
  const settings = resolve(options ?? undefined, constants);
  const build = property(settings, 'build', constants);
  const env = property(settings, 'env', constants);
  const source = property(settings, 'source', constants);
  const declared = rootOf(source, constants);
  const own = folderIn(text(first(settings, ROOTS, constants)));
  return {
    name: text(resolve(name ?? undefined, constants)),
    region: regionOf(call),
    repository: repositoryOf(source, constants),
    root: own === undefined || (declared ?? '.') !== '.' ? declared : own,
    dockerfilePath:
      text(property(build, 'dockerfilePath', constants)) ??
      text(property(env, 'RAILWAY_DOCKERFILE_PATH', constants)),
    railpackPath: text(property(env, 'RAILPACK_CONFIG_FILE', constants)),
    start: text(first(settings, STARTS, constants)),
  };
}

/** Where the SDK takes them from, what goes first in front (`normalizeSource`, `normalizeDeploy` of railway 3.11.0). */
const ROOTS = [['root'], ['rootDirectory']];
const STARTS = [['start'], ['startCommand'], ['run', 'command'], ['deploy', 'startCommand']];

function first(
  settings: Node | undefined,
  places: readonly (readonly string[])[],
  constants: Constants,
): Node | undefined {
  for (const keys of places) {
    let here = settings;
    for (const key of keys) here = property(here, key, constants);
    if (here) return here;
  }
  return undefined;
}

function property(node: Node | undefined, key: string, constants: Constants): Node | undefined {
  if (node?.type !== 'object') return undefined;
  for (const pair of node.namedChildren) {
    if (pair?.type === 'shorthand_property_identifier' && pair.text === key) return constants.get(key);
    if (pair?.type !== 'pair') continue;
    const name = pair.childForFieldName('key');
    if (name?.text === key || text(name ?? undefined) === key) {
      return resolve(pair.childForFieldName('value') ?? undefined, constants);
    }
  }
  return undefined;
}

function repositoryOf(source: Node | undefined, constants: Constants): string | undefined {
  if (source?.type !== 'call_expression' || source.childForFieldName('function')?.text !== 'github')
    return undefined;
  return text(resolve(source.childForFieldName('arguments')?.namedChildren[0] ?? undefined, constants));
}

/** `github("owner/name", { rootDirectory: "apps/api" })`; every other source builds nothing of this repository. */
function rootOf(source: Node | undefined, constants: Constants): string | undefined {
  if (source?.type !== 'call_expression' || source.childForFieldName('function')?.text !== 'github')
    return undefined;
  const options = resolve(source.childForFieldName('arguments')?.namedChildren[1] ?? undefined, constants);
  const root = property(options, 'rootDirectory', constants);
  if (!root) return options === undefined || options.type === 'object' ? '.' : undefined;
  return folderIn(text(root));
}

function folderIn(written: string | undefined): string | undefined {
  const path = written?.replace(/^\.?\//, '').replace(/\/+$/, '');
  return path === '' ? '.' : path;
}
