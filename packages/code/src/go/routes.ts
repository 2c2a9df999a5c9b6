import type { Call, SourceFile } from '../common/source-file.js';
import type { Route } from '../facts.js';
import { textOf } from '../possible.js';
import type { Node } from '../syntax.js';

const VERBS =
  /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|Any|ANY|Get|Post|Put|Patch|Delete|Head|Options|All)$/;
const HANDLE = /^(?:Handle|HandleFunc|MethodFunc|Method)$/;
/** How many groups may stand in each other. */
const GROUP_LIMIT = 8;

/** Routes of net/http, gin, echo, fiber, chi and gorilla/mux, with the prefixes of their groups. */
export function routesOf(file: SourceFile): Route[] {
  if (!file.imports.some((path) => ROUTERS.test(path))) return [];
  return file.calls.flatMap((call) => {
    if (!call.tree.on || call.given.length < 2) return [];
    const found = VERBS.test(call.method)
      ? ofVerb(file, call)
      : HANDLE.test(call.method)
        ? ofHandle(file, call)
        : undefined;
    if (!found?.path.startsWith('/')) return [];
    const path = `${prefixOf(file, call.tree.on)}${found.path}`.replaceAll('//', '/');
    const names = call.given.slice(1, -1).flatMap((node) => file.names.dotted(node) ?? []);
    return [{ ...file.at(call.node), method: found.method, path, redirects: false, with: names }];
  });
}

const ROUTERS =
  /^net\/http$|gin-gonic\/gin|labstack\/echo|gofiber\/fiber|go-chi\/chi|gorilla\/mux|julienschmidt\/httprouter|kataras\/iris/;

function ofVerb(file: SourceFile, call: Call): { method: string; path: string } | undefined {
  const path = textOf(file.argument(call, 0));
  const verb = call.method.toUpperCase();
  return path === undefined
    ? undefined
    : { method: verb === 'ALL' ? 'ANY' : verb, path: path === '' ? '/' : path };
}

/** `HandleFunc("/path", h)`, with Go 1.22 also `"GET /path"`; chi's `Method("GET", "/path", h)`. */
function ofHandle(file: SourceFile, call: Call): { method: string; path: string } | undefined {
  const [first, second] = [textOf(file.argument(call, 0)), textOf(file.argument(call, 1))];
  if (first === undefined) return undefined;
  if (/^[A-Z]{3,7}$/.test(first) && second !== undefined) return { method: first, path: second };
  const [, verb, path] = /^(?:([A-Z]{3,7}) +)?\S*?(\/\S*)$/.exec(first.slice(0, 300)) ?? [];
  return path === undefined ? undefined : { method: verb ?? 'ANY', path };
}

/** `api := r.Group("/api")`, `r.PathPrefix("/api").Subrouter()`. */
function prefixOf(file: SourceFile, on: Node, steps = GROUP_LIMIT): string {
  if (steps === 0) return '';
  const call = file.callAt(on);
  if (call) {
    const own = /^(?:Group|PathPrefix|Party)$/.test(call.method)
      ? (textOf(file.argument(call, 0)) ?? '')
      : '';
    return (call.tree.on ? prefixOf(file, call.tree.on, steps - 1) : '') + own;
  }
  const tree = file.reading.read(on);
  if (tree.kind !== 'name') return '';
  const is = file.names.find(tree.name, on)[0]?.is;
  return is?.kind === 'value' && is.of ? prefixOf(file, is.of, steps - 1) : '';
}
