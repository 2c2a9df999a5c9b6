import { addTo } from '@railgate/contract';

import { headerCors, headersSet, type HeaderSetting } from '../common/header-cors.js';
import { policyOf } from '../common/origin-policy.js';
import type { Call, SourceFile } from '../common/source-file.js';
import type { CorsPolicy, OriginPolicy } from '../facts.js';
import { patternPolicies } from '../origin-patterns.js';
import { textOf } from '../possible.js';
import { ancestors, field, nodesOfType, type Node } from '../syntax.js';
import type { Value } from '../value.js';

/** CORS policies of ASP.NET, and headers that are written by hand. */
export function corsOf(file: SourceFile): CorsPolicy[] {
  const groups = new Map<string, Call[]>();
  for (const call of file.calls) {
    if (!STEPS.test(call.method) || !call.tree.on) continue;
    addTo(groups, groupOf(file, call), call);
  }
  const policies = [...groups.values()].flatMap((calls) => ofGroup(file, calls));
  return [...policies, ...headerCors(file, [...headersSet(file), ...assignedHeaders(file)])];
}

const STEPS =
  /^(?:WithOrigins|AllowAnyOrigin|SetIsOriginAllowed|SetIsOriginAllowedToAllowWildcardSubdomains|AllowCredentials)$/;

function ofGroup(file: SourceFile, calls: readonly Call[]): CorsPolicy[] {
  const named = (name: string) => calls.find(({ method }) => method === name);
  const first = named('WithOrigins') ?? named('AllowAnyOrigin') ?? named('SetIsOriginAllowed');
  if (!first) return [];
  const credentials = named('AllowCredentials');
  const isWide = named('SetIsOriginAllowedToAllowWildcardSubdomains') !== undefined;
  return originsOf(file, named, isWide).map((origin) => ({
    ...file.at(first.node),
    framework: 'asp.net',
    origin,
    ...(credentials && { credentials: file.evaluator.literal(credentials.node, true) }),
  }));
}

/** A function that decides goes before a list. */
function originsOf(
  file: SourceFile,
  named: (name: string) => Call | undefined,
  isWide: boolean,
): OriginPolicy[] {
  const decides = named('SetIsOriginAllowed');
  const rule = decides && file.argument(decides, 0);
  if (rule) return [policyOf(rule)];
  const any = named('AllowAnyOrigin');
  if (any) return [{ kind: 'value', value: file.evaluator.literal(any.node, '*') }];
  const origins = named('WithOrigins');
  if (!origins) return [];
  const value = listed(file, origins);
  return isWide ? patternPolicies(value) : [policyOf(value)];
}

/** All arguments as one list; one that is a list by itself is that. */
function listed(file: SourceFile, call: Call): Value {
  const items = call.given.map((node) => file.evaluator.of(node));
  const [only] = items;
  if (items.length === 1 && only && only.kind !== 'literal') return only;
  return { kind: 'list', items, place: file.evaluator.place(call.node) };
}

/** The lambda that builds a policy; else the chain or the variable. */
function groupOf(file: SourceFile, call: Call): string {
  for (const above of ancestors(call.node)) {
    if (file.reading.read(above).kind === 'function') return `${above.id}`;
    if (file.reading.functionTypes?.has(above.type) === true)
      return `${above.id} ${rootOf(file, call.tree.on)}`;
  }
  return rootOf(file, call.tree.on);
}

function rootOf(file: SourceFile, on: Node | undefined): string {
  let here = on;
  for (let steps = 0; here && steps < 30; steps++) {
    const tree = file.reading.read(here);
    if (tree.kind === 'call' && tree.on) here = tree.on;
    else if (tree.kind === 'same') here = tree.of;
    else return file.names.dotted(here) ?? `${here.id}`;
  }
  return '';
}

/** `response.Headers["Access-Control-Allow-Origin"] = "*"`, `headers.AccessControlAllowOrigin = "*"`. */
function assignedHeaders(file: SourceFile): HeaderSetting[] {
  return nodesOfType(file.syntax.root, 'assignment_expression').flatMap((node) => {
    const [left, right] = [field(node, 'left'), field(node, 'right')];
    const name = left && right ? headerName(file, left) : undefined;
    return name !== undefined && right ? [{ name, node, value: file.evaluator.of(right) }] : [];
  });
}

function headerName(file: SourceFile, left: Node): string | undefined {
  const tree = file.reading.read(left);
  if (tree.kind === 'member' && /^AccessControlAllow(?:Origin|Credentials)$/.test(tree.name)) {
    return tree.name.endsWith('Origin') ? 'access-control-allow-origin' : 'access-control-allow-credentials';
  }
  const text = tree.kind === 'index' ? textOf(file.evaluator.of(tree.key))?.toLowerCase() : undefined;
  return text !== undefined && /^(?:access-control-allow-(?:origin|credentials)|vary)$/.test(text)
    ? text
    : undefined;
}
