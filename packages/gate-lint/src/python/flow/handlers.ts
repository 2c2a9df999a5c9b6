import {
  importsAny,
  textOf,
  type Decorator,
  type FunctionInfo,
  type ModuleIndex,
  type Parameter,
} from '../syntax/module-index.js';
import { child } from '../syntax/node.js';
import { stringValue } from '../syntax/strings.js';
import type { ProjectClasses } from '../project-classes.js';
import { declaredBy, hasPattern, type Declared } from './annotations.js';
import { cleaned, type Secret, type Span, type Taint, type Value } from './value.js';
import { isSecretName, snakeCase } from './secret-names.js';

export interface Route {
  readonly decorator: Decorator;
  /** `/users/{id}`; empty when it is not a constant. */
  readonly path: string;
}

const VERBS = new Set(
  'get post put patch delete head options trace api_route route websocket websocket_route add_url_rule'.split(
    ' ',
  ),
);
const FRAMEWORKS = [
  'fastapi',
  'starlette',
  'flask',
  'quart',
  'django',
  'rest_framework',
  'aiohttp',
  'sanic',
  'bottle',
  'tornado',
  'litestar',
  'falcon',
  'pyramid',
  'ninja',
  'werkzeug',
  'flask_restful',
  'flask_restx',
  'connexion',
  'cherrypy',
  'websockets',
  'socketio',
];

export function isWebModule(module: ModuleIndex): boolean {
  return importsAny(module, ...FRAMEWORKS);
}

/** The route that a decorator registers the function for. */
export function routeOf(fn: FunctionInfo, module: ModuleIndex): Route | undefined {
  for (const decorator of fn.decorators) {
    const verb = decorator.name.split('.').at(-1) ?? '';
    if (!decorator.name.includes('.') || !VERBS.has(verb) || decorator.call === undefined) continue;
    const first = child(decorator.call, 'arguments')?.children[0];
    const named = first?.type === 'keyword_argument' ? child(first, 'value') : first;
    const path = named === undefined ? '' : stringValue(named, module.text);
    if (path === undefined) return { decorator, path: '' };
    if (path === '' || /^[/^]/.test(path)) return { decorator, path };
  }
  return undefined;
}

/** Functions that stand in `Depends(…)` of the file: the framework fills their parameters from the request too. */
export function dependencyNames(module: ModuleIndex): ReadonlySet<string> {
  const names = new Set<string>();
  for (const match of module.text.matchAll(/\b(?:Depends|Security)\(\s*(\w+)/g))
    names.add(match[1] as string);
  return names;
}

export interface HandlerContext {
  readonly module: ModuleIndex;
  readonly classes: ProjectClasses;
  readonly dependencies: ReadonlySet<string>;
}

/** What a parameter holds when the framework, and not our own code, calls the function. */
export function parameterValue(parameter: Parameter, fn: FunctionInfo, context: HandlerContext): Value {
  const { module } = context;
  const route = routeOf(fn, module);
  const isFilled = route !== undefined || (fn.owner === undefined && context.dependencies.has(fn.name));
  const declared = declaredBy(parameter.annotation ?? '', context.classes);
  if (declared.kind === 'request' || declared.kind === 'websocket') return { name: `@${declared.kind}` };
  if (parameter.annotation === undefined) {
    const byName = undeclared(parameter, fn, module, route);
    if (byName !== undefined) return byName;
  }
  if (!isFilled || parameter.name === 'self' || parameter.name === 'cls') return {};
  if (route !== undefined && isPathStyle(route, module)) return pathParameter(parameter, route);
  const value = filled(parameter, declared, module, context.classes);
  return route?.path.includes(`{${parameter.name}}`) === true ? withoutSlash(value) : value;
}

const REQUEST_MODULES = [
  'django',
  'rest_framework',
  'aiohttp.web',
  'aiohttp',
  'starlette',
  'sanic',
  'pyramid',
  'falcon',
  'ninja',
  'litestar',
];

function undeclared(
  parameter: Parameter,
  fn: FunctionInfo,
  module: ModuleIndex,
  route: Route | undefined,
): Value | undefined {
  const { name } = parameter;
  if (name === 'request' || name === 'req') {
    if (route !== undefined || importsAny(module, ...REQUEST_MODULES)) return { name: '@request' };
  }
  if ((name === 'websocket' || name === 'ws') && importsAny(module, 'websockets', 'starlette', 'fastapi')) {
    return { name: '@websocket' };
  }
  if (name === 'event' && /^(?:lambda_)?handler$/.test(fn.name)) return tainted(parameter);
  const isSocket = fn.decorators.some((one) => /^(?:sio|socketio|socket_io)\.(?:on|event)$/.test(one.name));
  return isSocket && !['sid', 'self', 'environ', 'auth'].includes(name) ? tainted(parameter) : undefined;
}

/** `<int:id>` of Flask, Quart, Sanic and Bottle: the path and not the annotation says what arrives. */
function isPathStyle(route: Route, module: ModuleIndex): boolean {
  if (importsAny(module, 'fastapi', 'ninja', 'litestar')) return false;
  if (importsAny(module, 'flask', 'quart', 'sanic', 'bottle')) return true;
  return route.path.includes('<') || (route.decorator.name.endsWith('.route') && !route.path.includes('{'));
}

function pathParameter(parameter: Parameter, route: Route): Value {
  for (const match of route.path.matchAll(/<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>|<(\w+):(\w+)>/g)) {
    if (match[2] !== parameter.name && match[3] !== parameter.name) continue;
    const converter = match[3] === parameter.name ? match[4] : match[1];
    if (/^(?:int|float|uuid|any|number|ymd)$/.test(converter ?? '')) return {};
    return converter === 'path' ? tainted(parameter) : withoutSlash(tainted(parameter));
  }
  return {};
}

function filled(
  parameter: Parameter,
  declared: Declared,
  module: ModuleIndex,
  classes: ProjectClasses,
): Value {
  const fallback = parameter.default === undefined ? '' : textOf(module, parameter.default);
  if (/^(?:\w+\.)*(?:Depends|Security|Inject|Provide)\b/.test(fallback) || hasPattern(fallback)) return {};
  if (parameter.annotation === undefined) return tainted(parameter);
  if (declared.kind === 'text') return tainted(parameter);
  if (declared.kind === 'upload') return { ...tainted(parameter), name: '@upload' };
  if (declared.kind === 'model') return modelValue(tainted(parameter), declared.model, classes);
  return {};
}

/** An object of a model class: each field is tainted, or not, by its own type. */
export function modelValue(whole: Value, model: string, classes: ProjectClasses, depth = 0): Value {
  const fields = new Map<string, Value>();
  let secret: Secret | undefined;
  for (const [name, type] of classes.fields(model) ?? []) {
    const declared = hasPattern(type) ? ({ kind: 'clean' } as const) : declaredBy(type, classes);
    if (declared.kind === 'clean') fields.set(name, {});
    else if (declared.kind === 'model' && depth < 3)
      fields.set(name, modelValue(whole, declared.model, classes, depth + 1));
    else fields.set(name, { taint: whole.taint });
    if (isSecretName(name) && !/Secret(?:Str|Bytes)/.test(type) && whole.taint !== undefined) {
      secret ??= { at: whole.taint.at, label: `${whole.taint.label}, which holds ${name}` };
    }
  }
  return { taint: whole.taint, name: '@model', fields, secret };
}

/**
 * `/files/{name}` matches no slash, also none that was sent as %2F (these frameworks decode before they match):
 * such a name cannot leave its folder with a file, nor name a host. `{name:path}` can.
 */
function withoutSlash(value: Value): Value {
  return cleaned(value, ['path', 'redirect']);
}

function tainted(parameter: Parameter): Value {
  return { taint: requestTaint(parameter.node, parameter.name) };
}

export function requestTaint(at: Span, label: string): Taint {
  return { kind: 'request', at: { start: at.start, end: at.end }, label, via: [], clean: new Set() };
}

const SIGN_IN =
  /(?:^|_)(?:login|log_in|logon|signin|sign_in|authenticate|register|signup|sign_up|token|password|change_password|reset_password)(?:$|_)/;

/** Does the body that the function is sent hold a password? Told by its name and its route. */
export function isSignIn(fn: FunctionInfo, module: ModuleIndex): boolean {
  const names = [fn.name, ...fn.decorators.map((one) => textOf(module, one.node))];
  return names.some((name) => SIGN_IN.test(snakeCase(name.replace(/[^\w]+/g, '_'))));
}
