import type { Call, SourceFile } from '../common/source-file.js';
import type { Route } from '../facts.js';
import { textOf as literalText } from '../possible.js';
import type { Node } from '../syntax.js';
import { textOf } from './syntax.js';

const VERB = /^(?:get|post|put|patch|delete|head|options|any)$/;

/** Routes of axum, actix-web, warp's paths aside, and of the attributes of actix-web and Rocket. */
export function routesOf(file: SourceFile): Route[] {
  return [...file.calls.flatMap((call) => ofCall(file, call)), ...attributes(file)];
}

/** `.route("/users", get(list).post(add))`, `.route("/", web::get().to(index))`. */
function ofCall(file: SourceFile, call: Call): Route[] {
  if (call.method !== 'route' || call.given.length !== 2) return [];
  const path = literalText(file.argument(call, 0));
  const handlers = call.given[1];
  if (!handlers || path?.startsWith('/') !== true) return [];
  const verbs = verbsIn(file, handlers);
  return (verbs.length > 0 ? verbs : ['ANY']).map((method) => route(file, call.node, method, path));
}

function verbsIn(file: SourceFile, handlers: Node): string[] {
  return file
    .nodes(['call_expression'], handlers)
    .slice(0, 20)
    .flatMap((node) => {
      const verb = file.callAt(node)?.method ?? '';
      return VERB.test(verb) ? [verb === 'any' ? 'ANY' : verb.toUpperCase()] : [];
    });
}

/** `#[get("/users")]`. */
function attributes(file: SourceFile): Route[] {
  return file.nodes(['attribute_item']).flatMap((node) => {
    const [, verb] = /^#\[(get|post|put|patch|delete|head|options)\(\s*"/.exec(node.text.slice(0, 300)) ?? [];
    const path = verb === undefined ? undefined : textOf(file.nodes(['string_literal'], node)[0]);
    return verb === undefined || path?.startsWith('/') !== true
      ? []
      : [route(file, node, verb.toUpperCase(), path)];
  });
}

function route(file: SourceFile, node: Node, method: string, path: string): Route {
  return { ...file.at(node), method, path, redirects: false, with: [] };
}
