import { cleanText, type Region } from '@railgate/contract';
import type { Node, Tree } from '@vscode/tree-sitter-wasm';

import { importedHelpers, resourcesOf, type IacResource } from './iac-resources.js';
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
  /** Its source or its root is written, and cannot be read off: `root` says nothing. */
  readonly isRootComputed: boolean;
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
  const scope: Scope = { constants, helpers: importedHelpers(tree.rootNode) };
  const services: IacService[] = [];
  for (const call of calls)
    if (call && helperOf(call, scope) === 'service') services.push(toService(call, scope));
  const resources = resourcesOf(tree.rootNode, new IacReader(constants, environment));
  return { kind: 'document', document: { path, services, resources } };
}

/** What names stand for in the file. */
interface Scope {
  readonly constants: Constants;
  /** What `import { service as x } from "railway/iac"` gives, by what the file calls it. */
  readonly helpers: ReadonlyMap<string, string>;
}

function helperOf(node: Node | undefined, { helpers }: Scope): string | undefined {
  if (node?.type !== 'call_expression') return undefined;
  return helpers.get(node.childForFieldName('function')?.text ?? '');
}

function toService(call: Node, scope: Scope): IacService {
  const { constants } = scope;
  const [name, options] = call.childForFieldName('arguments')?.namedChildren ?? [];
  const settings = resolve(options ?? undefined, constants);
  const build = property(settings, 'build', constants);
  const env = property(settings, 'env', constants);
  const source = property(settings, 'source', constants);
  const declared = rootOf(source, scope);
  const written = first(settings, ROOTS, constants);
  const own = folderIn(text(written));
  const root = own === undefined || (declared ?? '.') !== '.' ? declared : own;
  return {
    name: text(resolve(name ?? undefined, constants)),
    region: regionOf(call),
    repository: repositoryOf(source, scope),
    root,
    isRootComputed:
      root === undefined &&
      (written !== undefined ||
        isComputed(source, scope) ||
        (settings !== undefined && !isComplete(settings, constants))),
    dockerfilePath:
      text(property(build, 'dockerfilePath', constants)) ??
      text(property(env, 'RAILWAY_DOCKERFILE_PATH', constants)),
    railpackPath: text(property(env, 'RAILPACK_CONFIG_FILE', constants)),
    start: text(first(settings, STARTS, constants)),
  };
}

/** A source that is neither an object nor, as `image("redis:7")` is, a helper's that has no repository. */
function isComputed(source: Node | undefined, scope: Scope): boolean {
  if (source === undefined || source.type === 'object') return false;
  const helper = helperOf(source, scope);
  return helper === undefined || helper === 'github';
}

/** Are its keys all there to be read? */
function isComplete(settings: Node, constants: Constants): boolean {
  if (settings.type !== 'object') return false;
  return settings.namedChildren.every(
    (part) => part?.type !== 'spread_element' || spreadOf(part, constants)?.type === 'object',
  );
}

function spreadOf(part: Node, constants: Constants): Node | undefined {
  return resolve(part.namedChildren[0] ?? undefined, constants);
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

function property(node: Node | undefined, key: string, constants: Constants, depth = 3): Node | undefined {
  if (node?.type !== 'object') return undefined;
  for (const pair of node.namedChildren) {
    if (pair?.type === 'shorthand_property_identifier' && pair.text === key)
      return resolve(constants.get(key) ?? pair, constants);
    if (pair?.type !== 'pair') continue;
    const name = pair.childForFieldName('key');
    if (name?.text === key || text(name ?? undefined) === key) {
      return resolve(pair.childForFieldName('value') ?? undefined, constants);
    }
  }
  if (depth === 0) return undefined;
  for (const part of node.namedChildren) {
    const inner = part?.type === 'spread_element' ? spreadOf(part, constants) : undefined;
    const found = property(inner, key, constants, depth - 1);
    if (found) return found;
  }
  return undefined;
}

function repositoryOf(source: Node | undefined, scope: Scope): string | undefined {
  if (helperOf(source, scope) !== 'github') return undefined;
  return text(
    resolve(source?.childForFieldName('arguments')?.namedChildren[0] ?? undefined, scope.constants),
  );
}

/** `github("owner/name", { rootDirectory: "apps/api" })`; every other source builds nothing of this repository. */
function rootOf(source: Node | undefined, scope: Scope): string | undefined {
  const { constants } = scope;
  if (!source || helperOf(source, scope) !== 'github') return undefined;
  const options = resolve(source.childForFieldName('arguments')?.namedChildren[1] ?? undefined, constants);
  const root = property(options, 'rootDirectory', constants);
  if (!root) return options === undefined || isComplete(options, constants) ? '.' : undefined;
  return folderIn(text(root));
}

function folderIn(written: string | undefined): string | undefined {
  const path = written?.replace(/^\.?\//, '').replace(/\/+$/, '');
  return path === '' ? '.' : path;
}
