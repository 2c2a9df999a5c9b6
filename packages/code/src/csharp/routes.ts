import type { SourceFile } from '../common/source-file.js';
import type { Route, SocketServer } from '../facts.js';
import { textOf } from '../possible.js';
import { ancestors, field, nodesOfType, parts, type Node } from '../syntax.js';
import { textOf as literalText } from './syntax.js';

const MAPPED = /^Map(Get|Post|Put|Patch|Delete|HealthChecks)$/;
const VERB = /^Http(Get|Post|Put|Patch|Delete)$/;

/** Routes of minimal APIs by their calls, of controllers by their attributes. */
export function routesOf(file: SourceFile): Route[] {
  const called = file.calls.flatMap((call) => {
    const verb = MAPPED.exec(call.method)?.[1] ?? (call.method === 'UseHealthChecks' ? 'Get' : undefined);
    const path = verb === undefined ? undefined : textOf(file.argument(call, 0));
    if (verb === undefined || path === undefined) return [];
    const method = verb === 'HealthChecks' ? 'GET' : verb.toUpperCase();
    return [{ ...file.at(call.node), method, path: joined('', path), redirects: false, with: [] }];
  });
  const attributed = nodesOfType(file.syntax.root, 'attribute').flatMap((node) => {
    const verb = VERB.exec(field(node, 'name')?.text ?? '')?.[1];
    if (verb === undefined) return [];
    const path = joined(prefixOf(node), pathOf(node) ?? '');
    return [{ ...file.at(node), method: verb.toUpperCase(), path, redirects: false, with: [] }];
  });
  return [...called, ...attributed];
}

function pathOf(attribute: Node | undefined): string | undefined {
  const [first] = parts(parts(attribute).find((one) => one.type === 'attribute_argument_list'));
  return literalText(parts(first)[0]);
}

/** `[Route("api/[controller]")]` of the class around. */
function prefixOf(attribute: Node): string {
  for (const above of ancestors(attribute)) {
    if (above.type !== 'class_declaration') continue;
    const route = nodesOfType(above, 'attribute').find(
      (one) => field(one, 'name')?.text === 'Route' && one.parent?.parent?.id === above.id,
    );
    const name = (field(above, 'name')?.text ?? '').replace(/Controller$/, '').toLowerCase();
    return (pathOf(route) ?? '').replace('[controller]', name);
  }
  return '';
}

function joined(prefix: string, path: string): string {
  const whole = path.startsWith('/') || prefix === '' ? `/${path}` : `/${prefix}/${path}`;
  const plain = whole.replace(/\/{1,5}/g, '/');
  return plain.length > 1 ? plain.replace(/\/$/, '') : plain;
}

/** SignalR asks the CORS policy; plain WebSockets ask nobody unless origins are listed. */
export function socketsOf(file: SourceFile): SocketServer[] {
  const has = (pattern: RegExp) => file.calls.some(({ method }) => pattern.test(method));
  const hasAdapter = has(/^Add(?:StackExchangeRedis|AzureSignalR|Azure)$/);
  return file.calls.flatMap((call) => {
    const at = file.at(call.node);
    if (call.method === 'MapHub') return [{ ...at, library: 'signalr', originChecked: true, hasAdapter }];
    if (call.method !== 'UseWebSockets') return [];
    const originChecked = file.syntax.text.includes('AllowedOrigins');
    return [{ ...at, library: 'asp.net', originChecked, hasAdapter }];
  });
}
