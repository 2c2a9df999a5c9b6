import type { Route } from '../facts.js';
import { field, nodesOfType, parts, type Node } from '../syntax.js';
import type { PythonFile } from './file.js';
import { stringText } from './text.js';

/** How deep lists of `include([…])` may stand in each other. */
const DEPTH_LIMIT = 6;

/** `urlpatterns = [path("health/", view), re_path(r"^x$", view), path("api/", include([…]))]`. */
export function djangoRoutes(file: PythonFile): Route[] {
  const lists = nodesOfType(file.syntax.root, 'assignment', 'augmented_assignment').flatMap((node) =>
    field(node, 'left')?.text === 'urlpatterns' ? [field(node, 'right')] : [],
  );
  return lists.flatMap((list) => ofList(file, list, '/', 0));
}

function ofList(file: PythonFile, list: Node | undefined, prefix: string, depth: number): Route[] {
  if (depth > DEPTH_LIMIT) return [];
  return parts(list).flatMap((item) => (item.type === 'call' ? ofPattern(file, item, prefix, depth) : []));
}

function ofPattern(file: PythonFile, call: Node, prefix: string, depth: number): Route[] {
  const method = /(?:^|\.)(path|re_path|url)$/.exec(field(call, 'function')?.text ?? '')?.[1];
  const [first, view] = parts(field(call, 'arguments'));
  const text = stringText(first);
  if (method === undefined || text === undefined) return [];
  const own = prefix + (method === 'path' ? text : plainPattern(text));
  // What another file includes stands in that file; the router of a REST framework is computed.
  if (/^include\b/.test(view?.text ?? ''))
    return ofList(file, parts(field(view, 'arguments'))[0], own, depth + 1);
  const redirects = /^RedirectView\b/.test(view?.text ?? '');
  return [
    { ...file.at(call), method: 'ANY', path: own.replace(/\/{2,}/g, '/'), redirects, with: withOf(view) },
  ];
}

/** `^health/$` is `health/`. */
function plainPattern(pattern: string): string {
  return pattern.replace(/^\^/, '').replace(/\$$/, '').replace(/\/\?$/, '/');
}

/** `login_required(view)`. */
function withOf(view: Node | undefined): string[] {
  const callee = view?.type === 'call' ? (field(view, 'function')?.text ?? '') : '';
  return callee === '' || callee.endsWith('.as_view') ? [] : [callee.slice(0, 100)];
}
