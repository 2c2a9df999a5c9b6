import type { Call, SourceFile } from '../common/source-file.js';
import type { Route } from '../facts.js';
import { textOf } from '../possible.js';
import { ancestors, type Node } from '../syntax.js';
import { annotationArgument, type Annotation } from './annotations.js';

/** Routes of Spring, JAX-RS and Micronaut by their annotations, of Ktor and Javalin by their calls. */
export function routesOf(file: SourceFile, annotations: readonly Annotation[]): Route[] {
  const prefixes = new Map<number, string>();
  for (const one of annotations) {
    const isPrefix = /^(?:RequestMapping|Path|Controller)$/.test(one.name) && isType(one.on);
    if (one.on && isPrefix) prefixes.set(one.on.id, pathOf(file, one) ?? '');
  }
  return [...annotations.flatMap((one) => annotated(file, one, annotations, prefixes)), ...called(file)];
}

const SPRING = /^(Get|Post|Put|Patch|Delete|Request)Mapping$/;
const JAX = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;
const MICRONAUT = /^(?:Get|Post|Put|Patch|Delete)$/;

function annotated(
  file: SourceFile,
  annotation: Annotation,
  all: readonly Annotation[],
  prefixes: ReadonlyMap<number, string>,
): Route[] {
  const { name, node, on } = annotation;
  if (!on || isType(on)) return [];
  const method = SPRING.exec(name)?.[1] ?? (JAX.test(name) || MICRONAUT.test(name) ? name : undefined);
  if (method === undefined) return [];
  const path = JAX.test(name)
    ? pathOf(
        file,
        all.find((one) => one.name === 'Path' && one.on?.id === on.id),
      )
    : pathOf(file, annotation);
  return [
    {
      ...file.at(node),
      method: method === 'Request' ? 'ANY' : method.toUpperCase(),
      path: joinedPath(prefixAround(on, prefixes), path ?? ''),
      redirects: false,
      with: [],
    },
  ];
}

function isType(node: Node | undefined): boolean {
  return node !== undefined && /^(?:class|interface|record|object)_declaration$/.test(node.type);
}

function prefixAround(node: Node, prefixes: ReadonlyMap<number, string>): string {
  for (const above of ancestors(node)) {
    const prefix = prefixes.get(above.id);
    if (prefix !== undefined) return prefix;
  }
  return '';
}

function pathOf(file: SourceFile, annotation: Annotation | undefined): string | undefined {
  const node = annotation && annotationArgument(annotation, 'value', 'path', 'uri');
  const value = node && file.evaluator.of(node);
  return textOf(value?.kind === 'list' ? value.items[0] : value);
}

const VERBS = /^(?:get|post|put|patch|delete|head|options|route)$/;

function called(file: SourceFile): Route[] {
  if (!/io\.ktor\.server|io\.javalin|ktor\.routing|spark\.Spark|io\.vertx\.ext\.web/.test(file.syntax.text))
    return [];
  return file.calls.flatMap((call) => {
    const path = VERBS.test(call.method) ? textOf(file.argument(call, 0)) : undefined;
    const isHandled = call.given.length > 1 || call.tree.block !== undefined;
    if (path === undefined || call.method === 'route' || !isHandled || /client/i.test(file.writtenName(call)))
      return [];
    const whole = joinedPath(nestedPrefix(file, call), path);
    return [
      { ...file.at(call.node), method: call.method.toUpperCase(), path: whole, redirects: false, with: [] },
    ];
  });
}

/** `route("/api") { get("/x") { … } }`, `path("/api", () -> …)`. */
function nestedPrefix(file: SourceFile, { node }: Call): string {
  let prefix = '';
  for (const above of ancestors(node)) {
    const call = file.callAt(above);
    if (!call || !/^(?:route|path)$/.test(call.method)) continue;
    prefix = joinedPath(textOf(file.argument(call, 0)) ?? '', prefix);
  }
  return prefix;
}

function joinedPath(prefix: string, path: string): string {
  const whole = `/${prefix}/${path}`.replace(/\/{1,5}/g, '/');
  return whole.length > 1 ? whole.replace(/\/$/, '') : whole;
}
