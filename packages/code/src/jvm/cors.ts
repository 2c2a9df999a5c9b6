import { groupBy } from '@railgate/contract';

import { headerCors } from '../common/header-cors.js';
import type { Call, SourceFile } from '../common/source-file.js';
import { policyOf } from '../common/origin-policy.js';
import type { CorsPolicy, OriginPolicy } from '../facts.js';
import { isLiteral, textOf } from '../possible.js';
import { ancestors, type Node } from '../syntax.js';
import type { Value } from '../value.js';
import { annotationArgument, type Annotation } from './annotations.js';
import { patternPolicies } from '../origin-patterns.js';
import { ownersOf } from './listeners.js';

/** CORS of Spring, Ktor, Javalin and Vert.x, in annotations and in calls, and headers that are written by hand. */
export function corsOf(file: SourceFile, annotations: readonly Annotation[]): CorsPolicy[] {
  return [...annotations.flatMap((one) => annotated(file, one)), ...configured(file), ...headerCors(file)];
}

/** `@CrossOrigin(origins = "http://localhost:3000", allowCredentials = "true")`; without origins it lets all in. */
function annotated(file: SourceFile, annotation: Annotation): CorsPolicy[] {
  if (annotation.name !== 'CrossOrigin') return [];
  const at = file.at(annotation.node);
  const value = (node: Node | undefined) => node && file.evaluator.of(node);
  const origins = value(annotationArgument(annotation, 'value', 'origins'));
  const patterns = value(annotationArgument(annotation, 'originPatterns'));
  const credentials = value(annotationArgument(annotation, 'allowCredentials'));
  const policies = origins
    ? [placeholders(origins)]
    : patterns
      ? patternPolicies(patterns)
      : [{ kind: 'default', place: at.place } as const];
  return policies.map((origin) => ({
    ...at,
    framework: 'spring',
    origin,
    ...(credentials && {
      credentials: isLiteral(credentials, 'true') ? ({ ...credentials, value: true } as Value) : credentials,
    }),
  }));
}

/** `@CrossOrigin("${web.url}")` is resolved at the start: not known here. */
function placeholders(value: Value): OriginPolicy {
  const isKnown = value.kind !== 'literal' || !String(value.value).includes('${');
  return isKnown ? policyOf(value) : { kind: 'unknown', place: value.place };
}

/** One call or assignment that sets a part of a configuration. */
interface Step {
  readonly part: 'origins' | 'patterns' | 'credentials' | 'open' | 'default' | 'reflected' | 'decided';
  readonly framework: string;
  readonly node: Node;
  readonly value: Value | undefined;
  /** What they are set on: the same chain, object or block. */
  readonly group: string;
}

function configured(file: SourceFile): CorsPolicy[] {
  const groups = groupBy([...calledSteps(file), ...assignedSteps(file)], ({ group }) => group);
  return [...groups.values()].flatMap((steps) => ofGroup(file, steps));
}

function ofGroup(file: SourceFile, steps: readonly Step[]): CorsPolicy[] {
  const named = (part: Step['part']) => steps.filter((step) => step.part === part);
  const [first] = [
    ...named('origins'),
    ...named('patterns'),
    ...named('open'),
    ...named('reflected'),
    ...named('default'),
  ];
  if (!first) return [];
  const credentials = named('credentials').at(-1)?.value;
  return originsOf(file, named).map((origin) => ({
    ...file.at(first.node),
    framework: first.framework,
    origin,
    ...(credentials && { credentials }),
  }));
}

function originsOf(file: SourceFile, named: (part: Step['part']) => readonly Step[]): OriginPolicy[] {
  const [reflected] = named('reflected');
  if (reflected) return [{ kind: 'reflected', place: file.evaluator.place(reflected.node) }];
  const [open] = named('open');
  if (open) return [{ kind: 'value', value: file.evaluator.literal(open.node, '*') }];
  const origins = named('origins').flatMap(({ value }) => (value ? [value] : []));
  const patterns = named('patterns').flatMap(({ value }) => (value ? patternPolicies(value) : []));
  const [only] = origins;
  if (only) {
    const value: Value =
      origins.length === 1 ? only : { kind: 'list', items: origins.flatMap(itemsOf), place: only.place };
    return [policyOf(value), ...patterns];
  }
  const [byDefault] = named('default');
  if (patterns.length > 0 || !byDefault) return patterns;
  // A function of the program's own decides.
  if (named('decided').length > 0) return [];
  return [{ kind: 'default', place: file.evaluator.place(byDefault.node) }];
}

function itemsOf(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items : [value];
}

const SPRING: Parts = {
  allowedOrigins: 'origins', setAllowedOrigins: 'origins', addAllowedOrigin: 'origins',
  allowedOriginPatterns: 'patterns', setAllowedOriginPatterns: 'patterns', addAllowedOriginPattern: 'patterns',
  allowCredentials: 'credentials', setAllowCredentials: 'credentials', addMapping: 'default',
  applyPermitDefaultValues: 'default',
}; // prettier-ignore
const KTOR: Parts = {
  anyHost: 'open', allowHost: 'origins', host: 'origins', allowOrigins: 'decided',
}; // prettier-ignore
const JAVALIN: Parts = {
  anyHost: 'open', allowHost: 'origins', enableCorsForAllOrigins: 'open', enableCorsForOrigin: 'origins',
}; // prettier-ignore

function calledSteps(file: SourceFile): Step[] {
  return file.calls.flatMap((call) => {
    const step = ktorStep(file, call) ?? javalinStep(file, call) ?? springStep(file, call);
    return step ? [step] : [];
  });
}

type Parts = Readonly<Record<string, Step['part']>>;

function partOf(parts: Parts, method: string): Step['part'] | undefined {
  return Object.hasOwn(parts, method) ? parts[method] : undefined;
}

function ktorStep(file: SourceFile, call: Call): Step | undefined {
  const part = partOf(KTOR, call.method);
  const block = part && installAround(file, call.node);
  if (!part || !block) return undefined;
  return { part, framework: 'ktor', node: call.node, value: ktorOrigin(file, call), group: `${block.id}` };
}

function javalinStep(file: SourceFile, call: Call): Step | undefined {
  const part = partOf(JAVALIN, call.method);
  if (!part || !/\bjavalin\b/i.test(file.syntax.text)) return undefined;
  const group = `${lambdaAround(file, call.node)?.id ?? call.node.id}`;
  return { part, framework: 'javalin', node: call.node, value: listed(file, call), group };
}

function springStep(file: SourceFile, call: Call): Step | undefined {
  const { node, tree, given } = call;
  const part = partOf(SPRING, call.method);
  // Without something that it is called on it is one of a block of `apply`.
  if (!part || (!tree.on && !lambdaAround(file, node)) || isOfSockets(file, call)) return undefined;
  const common = { part, framework: 'spring', node, group: groupOf(file, call) };
  if (part === 'default') return { ...common, value: undefined };
  if (part !== 'credentials') return { ...common, value: listed(file, call) };
  return { ...common, value: given[0] ? file.evaluator.of(given[0]) : file.evaluator.literal(node, true) };
}

/** Registries of WebSockets have methods of the same names. */
function isOfSockets(file: SourceFile, call: Call): boolean {
  return ownersOf(file, call).some((one) =>
    /(?:EndpointRegistry|HandlerRegistry)$|\.add(?:Endpoint|Handler)$/.test(one),
  );
}

/** All arguments as one list; one that is a list by itself is that. */
function listed(file: SourceFile, call: Call): Value {
  const items = call.given.map((node) => file.evaluator.of(node));
  const [only] = items;
  if (items.length === 1 && only && only.kind !== 'literal') return only;
  return { kind: 'list', items, place: file.evaluator.place(call.node) };
}

/** `allowHost("example.com", schemes = listOf("https"))`: http without schemes. */
function ktorOrigin(file: SourceFile, call: Call): Value {
  const host = file.argument(call, 0);
  const text = textOf(host);
  const schemes = file.namedArgument(call, 'schemes') ?? file.argument(call, 1);
  const place = file.evaluator.place(call.node);
  if (!host || text === undefined || text === '*') return host ?? { kind: 'unknown', place };
  const names = schemes?.kind === 'list' ? schemes.items.flatMap((one) => textOf(one) ?? []) : ['http'];
  return {
    kind: 'list',
    place: host.place,
    items: names.map((scheme) => ({
      kind: 'literal',
      value: text.includes('://') ? text : `${scheme}://${text}`,
      place: host.place,
    })),
  };
}

/** `config.allowedOrigins = listOf("*")` of Kotlin, also in a block of `apply`; `it.reflectClientOrigin = true`. */
function assignedSteps(file: SourceFile): Step[] {
  return file.names.all.flatMap(({ name, node, is }): Step[] => {
    if (is.kind !== 'assignment') return [];
    const last = name.slice(name.lastIndexOf('.') + 1);
    if (!/^(?:allowedOrigins|allowedOriginPatterns|allowCredentials|reflectClientOrigin)$/.test(last))
      return [];
    const value = file.evaluator.of(is.of);
    const block = lambdaAround(file, node);
    const group =
      name.includes('.') && !/^it\./.test(name)
        ? `${functionAround(file, node)?.id} ${name.slice(0, name.lastIndexOf('.'))}`
        : `${block?.id}`;
    if (last === 'reflectClientOrigin') {
      return isLiteral(value, true) ? [{ part: 'reflected', framework: 'javalin', node, value, group }] : [];
    }
    const part =
      last === 'allowCredentials' ? 'credentials' : last === 'allowedOrigins' ? 'origins' : 'patterns';
    return [{ part, framework: 'spring', node, value, group }];
  });
}

/** The block of `install(CORS) { … }` around. */
function installAround(file: SourceFile, node: Node): Node | undefined {
  const block = lambdaAround(file, node);
  for (const above of block ? ancestors(block) : []) {
    const call = file.callAt(above);
    if (!call) continue;
    return call.method === 'install' && /^CORS$/.test(call.given[0]?.text.slice(0, 20) ?? '')
      ? block
      : undefined;
  }
  return undefined;
}

function lambdaAround(file: SourceFile, node: Node): Node | undefined {
  for (const above of ancestors(node)) {
    if (file.reading.read(above).kind === 'function') return above;
    if (file.reading.functionTypes?.has(above.type) === true) return undefined;
  }
  return undefined;
}

function functionAround(file: SourceFile, node: Node): Node | undefined {
  for (const above of ancestors(node)) if (file.reading.functionTypes?.has(above.type) === true) return above;
  return undefined;
}

/** The variable at the beginning of a chain within its function; the chain itself, where a call begins it. */
function groupOf(file: SourceFile, call: Call): string {
  let here = call.tree.on;
  let last = call.node;
  const scope = functionAround(file, call.node)?.id;
  for (let steps = 0; here && steps < 30; steps++) {
    const tree = file.reading.read(here);
    if (tree.kind === 'call') {
      // Every mapping of a registry is a configuration of its own.
      if (tree.name === 'addMapping') return `${here.id}`;
      last = here;
      here = tree.on;
    } else if (tree.kind === 'same') here = tree.of;
    else
      return call.method === 'addMapping'
        ? `${call.node.id}`
        : `${scope} ${file.names.dotted(here) ?? last.id}`;
  }
  return call.tree.on ? `${last.id}` : `${lambdaAround(file, call.node)?.id}`;
}
