import { posix } from 'node:path';

import type { WorkspaceFiles } from '../extractor.js';
import { field, nodesOfType, parts, type Node } from '../syntax.js';
import { bareName, plainText } from './syntax.js';
import { foldersAbove } from '../common/folders-above.js';

export function namespaceOf(root: Node): string | undefined {
  return field(nodesOfType(root, 'namespace_definition')[0], 'name')?.text;
}

/** The classes that a file makes objects of or asks for something static, by name. */
export function usedNames(root: Node): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  const users = [
    'object_creation_expression', 'scoped_call_expression', 'class_constant_access_expression', 'base_clause',
    'scoped_property_access_expression',
  ]; // prettier-ignore
  for (const node of nodesOfType(root, ...users)) {
    const first = parts(node)[0];
    if (first && /^(?:name|qualified_name)$/.test(first.type)) found.set(bareName(first), first);
  }
  return found;
}

/** Constants by the way they are written, and variables. */
export function sharedNames(root: Node): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  for (const node of nodesOfType(root, 'name', 'variable_name')) {
    const isShared = node.type === 'name' ? /^[A-Z][A-Z\d_]*$/.test(node.text) : node.text !== '$this';
    if (isShared && !found.has(node.text)) found.set(node.text, node);
  }
  return found;
}

const LOADS = [
  'require_expression', 'require_once_expression', 'include_expression', 'include_once_expression',
]; // prettier-ignore

/** What a file loads by path, relative to its folder. */
export function* requiredFiles(root: Node): Generator<string> {
  for (const node of nodesOfType(root, ...LOADS)) {
    const path = requiredPath(node);
    if (path !== undefined) yield path;
  }
}

/** `require __DIR__ . '/config.php'`, `include dirname(__DIR__) . '/x.php'`, `require 'x.php'`. */
export function requiredPath(node: Node): string | undefined {
  const strings = nodesOfType(node, 'string', 'encapsed_string').slice(0, 4);
  const text = strings
    .map((string) => plainText(string) ?? parts(string).at(-1)?.text ?? '')
    .join('')
    .replace(/^\/+/, '');
  if (!text.endsWith('.php') || text.length > 300) return undefined;
  const isAbove = node.endIndex - node.startIndex < 300 && /dirname\s*\(\s*__DIR__/.test(node.text);
  return `${isAbove ? '../' : './'}${text}`;
}

/** Before the name of a file of Laravel's folder `config`. */
export const CONFIG = 'config:';

/** The file that a class or a path names. */
export function resolve(from: string, specifier: string, workspace: WorkspaceFiles): readonly string[] {
  if (specifier.startsWith(CONFIG))
    return inFolders(from, `config/${specifier.slice(CONFIG.length)}.php`, workspace);
  if (specifier.includes('\\')) return classFile(from, specifier.replace(/^\\/, ''), workspace);
  return specifier.startsWith('.')
    ? inFolders(from, specifier, workspace)
    : classFile(from, specifier, workspace);
}

/** From the own folder upwards: plain paths count from where the program starts. */
function inFolders(from: string, path: string, { paths }: WorkspaceFiles): readonly string[] {
  for (const folder of foldersAbove(from)) {
    const found = posix.join(folder, path);
    if (found !== from && paths.has(found)) return [found];
  }
  return [];
}

/** By the PSR-4 map of the nearest composer.json; else in the own folder, and where frameworks keep theirs. */
function classFile(from: string, name: string, workspace: WorkspaceFiles): readonly string[] {
  for (const folder of foldersAbove(from)) {
    const manifest = workspace.textOf(posix.join(folder, 'composer.json'));
    if (manifest === undefined) continue;
    const found = psr4(manifest)
      .filter(([prefix]) => name.startsWith(prefix))
      .map(([prefix, base]) =>
        posix.join(folder, base, `${name.slice(prefix.length).replaceAll('\\', '/')}.php`),
      )
      .find((path) => workspace.paths.has(path));
    if (found !== undefined) return found === from ? [] : [found];
    break;
  }
  const short = `${name.slice(name.lastIndexOf('\\') + 1)}.php`;
  const own = posix.join(posix.dirname(from), short);
  return own !== from && workspace.paths.has(own) ? [own] : [];
}

/** Namespace prefixes with their folders, the longest first. */
function psr4(manifest: string): [prefix: string, folder: string][] {
  const found: [string, string][] = [];
  const autoload = objectIn(objectIn(parsed(manifest), 'autoload'), 'psr-4');
  for (const [prefix, folders] of Object.entries(autoload ?? {})) {
    for (const folder of Array.isArray(folders) ? folders : [folders]) {
      if (typeof folder === 'string') found.push([prefix, folder]);
    }
  }
  return found.sort(([a], [b]) => b.length - a.length);
}

function parsed(text: string): unknown {
  try {
    return text.length > 500_000 ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function objectIn(value: unknown, key: string): Readonly<Record<string, unknown>> | undefined {
  const inner =
    typeof value === 'object' && value !== null && key in value
      ? (value as Record<string, unknown>)[key]
      : undefined;
  return typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : undefined;
}
