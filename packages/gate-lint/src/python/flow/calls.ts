import { textOf, type FunctionInfo } from '../syntax/module-index.js';
import { child, type PyNode } from '../syntax/node.js';
import type { Argument, CallSite } from './call-site.js';
import type { Environment } from './environment.js';
import { attributeOf, elementOf, grownTaint } from './expressions.js';
import { formatted } from './texts.js';
import type { Flow } from './flow.js';
import { modelValue } from './handlers.js';
import { accessPath, canonicalName } from './names.js';
import { answers, carries, mutates, sanitizes } from './propagation.js';
import { remembered } from './remembered.js';
import { isSecretName } from './secret-names.js';
import { cleaned, joinTaint, mixed, UNKNOWN, type Value } from './value.js';

export function evaluateCall(flow: Flow, node: PyNode, environment: Environment): Value {
  const callee = child(node, 'function');
  if (callee === undefined) return UNKNOWN;
  const object = callee.type === 'attribute' ? child(callee, 'object') : undefined;
  const receiver = object === undefined ? undefined : flow.evaluate(object, environment);
  const method = methodName(flow, callee);
  const called =
    receiver === undefined
      ? flow.evaluate(callee, environment)
      : attributeOf(flow, callee, receiver, method, environment);
  const given = evaluateArguments(flow, child(node, 'arguments'), environment);
  const call: CallSite = {
    node,
    name: called.name ?? written(flow, callee),
    method,
    written: written(flow, callee),
    receiver,
    receiverText: object === undefined ? '' : written(flow, object),
    arguments: given,
    environment,
    caller: flow.current,
    module: flow.module,
  };
  flow.inspect(call);
  return grownTaint(result(flow, call, called, object), callee, node, flow);
}

function methodName(flow: Flow, callee: PyNode): string {
  const last = callee.type === 'attribute' ? child(callee, 'attribute') : callee;
  return last === undefined ? '' : textOf(flow.module, last);
}

function written(flow: Flow, node: PyNode): string {
  const text = textOf(flow.module, node).replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function evaluateArguments(flow: Flow, list: PyNode | undefined, environment: Environment): Argument[] {
  if (list === undefined) return [];
  // `f(x for x in y)`: the generator is the only argument.
  if (list.type !== 'argument_list') {
    return [{ node: list, value: flow.evaluate(list, environment), keyword: undefined, spread: false }];
  }
  return list.children.map((part) => {
    const name = part.type === 'keyword_argument' ? child(part, 'name') : undefined;
    const node = name === undefined ? part : (child(part, 'value') ?? part);
    const keyword = name === undefined ? undefined : textOf(flow.module, name);
    const spread = part.type === 'list_splat' || part.type === 'dictionary_splat';
    return { node, value: flow.evaluate(node, environment), keyword, spread };
  });
}

function result(flow: Flow, call: CallSite, called: Value, object: PyNode | undefined): Value {
  const local = localFunction(flow, call, called);
  if (local !== undefined) return flow.invoke(local.fn, bound(local, call));
  const hazards = sanitizes(call.name) ?? sanitizes(call.method);
  if (hazards !== undefined) return cleaned(mixed(call.arguments.map((one) => one.value)), hazards);
  const text = textResult(call);
  if (text !== undefined) return text;
  if (carries(call.name)) return carried(call);
  if (flow.classes.isModel(call.name.split('.').at(-1) ?? '') && /^[A-Z]/.test(call.method))
    return modelObject(flow, call);
  if (call.receiver !== undefined) return methodResult(flow, call, called, object);
  return fromOutside(call) ?? objectOf(call);
}

/** `BASE.format(x)`, `", ".join(xs)`. */
function textResult(call: CallSite): Value | undefined {
  const { receiver } = call;
  if (receiver === undefined || call.name.startsWith('psycopg')) return undefined;
  const values = mixed(call.arguments.map((one) => one.value));
  if (call.method === 'format' && (receiver.constants !== undefined || receiver.taint !== undefined)) {
    return formatted(receiver, values);
  }
  if (call.method !== 'join' || receiver.text === undefined) return undefined;
  return {
    taint: joinTaint(receiver.taint, values.taint),
    secret: values.secret,
    constants: `${receiver.text}${constantsOf(call)}`,
  };
}

function constantsOf(call: CallSite): string {
  return call.arguments
    .map((one) => (one.value.items ?? [one.value]).map((item) => item.constants ?? '').join('\u0000'))
    .join('\u0000');
}

function carried(call: CallSite): Value {
  const values = call.arguments.map((one) => one.value);
  const first = values[0] ?? UNKNOWN;
  const all = mixed(values);
  if (call.name === 're.sub') return replaced(call, all);
  if (/^re\.(?:fullmatch|match)$/.test(call.name))
    return { ...all, secret: undefined, proves: pathOf(call, 1) };
  if (/\bPath$/.test(call.name))
    return {
      ...all,
      name: 'pathlib.Path()',
      prefix: first.prefix,
      text: values.length === 1 ? first.text : undefined,
    };
  if (/^os\.path\.(?:realpath|abspath)$/.test(call.name)) return { ...all, resolved: true };
  if (/^io\.(?:BytesIO|StringIO)$/.test(call.name)) return { ...all, name: '@upload' };
  if (call.name === 'os.path.join') return { ...all, prefix: first.text ?? first.prefix };
  if (call.name === 'str' || call.name === 'sqlalchemy.text' || call.name === 'typing.cast') {
    const kept = call.name === 'typing.cast' ? (values[1] ?? UNKNOWN) : first;
    return { ...kept, name: call.name === 'sqlalchemy.text' ? 'sqlalchemy.text()' : undefined };
  }
  return all;
}

/** `re.sub(r"[^a-z]", "", x)` keeps only what the class names. */
function replaced(call: CallSite, all: Value): Value {
  const pattern = call.arguments[0]?.value.text;
  return pattern !== undefined &&
    /^\[\^[^\]]*\][+*]?$/.test(pattern) &&
    !/[./\\]/.test(pattern.replace(/\\[wds]/g, ''))
    ? cleaned(all, 'all')
    : all;
}

function pathOf(call: CallSite, position: number): string | undefined {
  const node = call.arguments[position]?.node;
  return node === undefined ? undefined : accessPath(node, call.module);
}

/** A method of something: of tainted data, of a library's object, of nothing that is known. */
function methodResult(flow: Flow, call: CallSite, called: Value, object: PyNode | undefined): Value {
  const receiver = call.receiver ?? UNKNOWN;
  if (mutates(call.method)) mutate(call, object);
  if (/^(?:get|pop|getlist|getone|getall|setdefault|getfirst|get_list)$/.test(call.method))
    return entry(call, receiver, object, flow);
  const outside = fromOutside(call);
  if (outside !== undefined) return outside;
  if (/^(?:fullmatch|match)$/.test(call.method))
    return { ...mixed(call.arguments.map((one) => one.value)), secret: undefined, proves: pathOf(call, 0) };
  if (answers(call.method)) return UNKNOWN;
  const taint = receiver.taint ?? called.taint;
  if (taint === undefined && receiver.secret === undefined) return objectOf(call);
  return ofTaintedReceiver(
    flow,
    call,
    { ...receiver, taint, secret: receiver.secret ?? called.secret },
    object,
  );
}

const TEXT_METHODS =
  /^(?:strip|lstrip|rstrip|lower|upper|title|encode|decode|replace|removeprefix|removesuffix|copy|dict|model_dump|model_dump_json|json|get_json|get_data|form|post|body|text|read|expanduser|absolute|as_posix|as_uri|with_suffix|joinpath|with_name)$/;

function ofTaintedReceiver(flow: Flow, call: CallSite, receiver: Value, object: PyNode | undefined): Value {
  const values = [receiver, ...call.arguments.map((one) => one.value)];
  const isPath = receiver.name === 'pathlib.Path()';
  const secret = TEXT_METHODS.test(call.method) ? receiver.secret : undefined;
  const value: Value = {
    taint: mixed(values).taint,
    secret,
    name: isPath ? 'pathlib.Path()' : undefined,
    prefix: isPath ? receiver.prefix : undefined,
    resolved: call.method === 'resolve' ? true : undefined,
    fields: /^(?:dict|model_dump|copy)$/.test(call.method) ? receiver.fields : undefined,
    constants: call.method === 'join' ? receiver.constants : undefined,
  };
  return object === undefined ? value : grownTaint(value, object, call.node, flow);
}

/** `request.args.get("id")`, `ALLOWED.get(x)`. */
function entry(call: CallSite, receiver: Value, object: PyNode | undefined, flow: Flow): Value {
  const key = call.arguments[0]?.value.text;
  const field = key === undefined ? undefined : receiver.fields?.get(key);
  const fallback = call.arguments[1]?.value.taint;
  const converter = call.arguments.find((one) => one.keyword === 'type')?.node;
  const converted = converter !== undefined && /^(?:int|float|bool)$/.test(textOf(call.module, converter));
  const taint = converted ? undefined : joinTaint((field ?? receiver).taint, fallback);
  const secret =
    key !== undefined && isSecretName(key)
      ? { at: call.node, label: textOf(call.module, call.node) }
      : undefined;
  const value: Value = {
    taint,
    secret: field?.secret ?? secret,
    name: receiver.name === '@upload' ? '@upload' : undefined,
  };
  const named = taint === undefined ? { ...value, ...(fromOutside(call) ?? {}) } : value;
  return object === undefined ? named : grownTaint(named, object, call.node, flow);
}

function partsOf(value: Value): string {
  return value.constants ?? (value.items ?? []).map((item) => item.constants ?? '').join('\u0000');
}

function mutate(call: CallSite, object: PyNode | undefined): void {
  const path = object === undefined ? undefined : accessPath(object, call.module);
  if (path === undefined) return;
  const added = mixed(call.arguments.map((one) => one.value));
  const known = call.environment.get(path) ?? UNKNOWN;
  const constants = constantsOf(call);
  if (added.taint === undefined && added.secret === undefined && constants === '') return;
  call.environment.set(path, {
    ...known,
    items: undefined,
    taint: joinTaint(known.taint, added.taint),
    secret: known.secret ?? added.secret,
    constants: `${partsOf(known)}\u0000${constants}`.slice(0, 20_000),
  });
}

/** Bytes that another service or a store sends: dangerous to unpickle, and nothing else here. */
const NETWORK =
  /^(?:requests|httpx|urllib3?|aiohttp)\b.*\.(?:get|post|request|put|send|urlopen|read|content)$|(?:^|\.)(?:recv|recvfrom|recv_json|blpop|brpop|lpop|rpop|hget|hgetall|basic_get)$|(?:redis|cache|memcache|_r|rdb|r)\.(?:get|pop|mget)$/i;
const LOCAL = /^(?:input|sys\.argv|sys\.stdin\.(?:read|readline|readlines))$|\.parse_args$/;

const outsideKind = remembered((name) =>
  LOCAL.test(name) ? 'local' : NETWORK.test(name) ? 'network' : undefined,
);

function fromOutside(call: CallSite): Value | undefined {
  const kind = outsideKind(call.name);
  if (kind === undefined) {
    return /\.get_(?:query_|body_)?arguments?$/.test(call.name) && call.receiverText === 'self'
      ? { taint: outside(call, 'request') }
      : undefined;
  }
  return { taint: outside(call, kind), name: kind === 'network' ? `${call.name}()` : undefined };
}

function outside(call: CallSite, kind: 'request' | 'local' | 'network'): Value['taint'] {
  const label = textOf(call.module, call.node);
  return { kind, at: call.node, label, via: [], clean: new Set() };
}

/** `requests.Session()` is an object of that name; what it was made with is kept for checks. */
function objectOf(call: CallSite): Value {
  const fields = new Map<string, Value>();
  for (const one of call.arguments) if (one.keyword !== undefined) fields.set(one.keyword, one.value);
  if (call.name === 're.compile' && call.arguments[0] !== undefined) fields.set('0', call.arguments[0].value);
  const name = canonicalName(call.name);
  return {
    name: name.length < 120 ? `${name}()` : undefined,
    fields: fields.size > 0 ? fields : undefined,
    node: call.node,
  };
}

function modelObject(flow: Flow, call: CallSite): Value {
  const whole = mixed(call.arguments.map((one) => one.value));
  return whole.taint === undefined
    ? objectOf(call)
    : modelValue(whole, call.name.split('.').at(-1) ?? '', flow.classes);
}

interface Local {
  readonly fn: FunctionInfo;
  readonly self: Value | undefined;
}

function localFunction(flow: Flow, call: CallSite, called: Value): Local | undefined {
  if (called.function !== undefined) return { fn: called.function, self: undefined };
  if (call.receiver === undefined) return undefined;
  const className =
    call.receiverText === 'self' || call.receiverText === 'cls' || call.receiverText === 'super()'
      ? flow.current?.owner?.name
      : /^(\w+)(?:\(\))?$/.exec(call.receiver.name ?? '')?.[1];
  const fn = className === undefined ? undefined : flow.methodOf(className, call.method);
  return fn === undefined ? undefined : { fn, self: call.receiver };
}

function bound(local: Local, call: CallSite): Map<string, Value> {
  const isStatic = local.fn.decorators.some((one) => one.name === 'staticmethod');
  const plain = local.fn.parameters.filter((one) => one.kind === 'plain');
  const rest = local.fn.parameters.find((one) => one.kind === 'arguments');
  const values = new Map<string, Value>();
  let position = local.fn.owner !== undefined && local.self !== undefined && !isStatic ? 1 : 0;
  for (const one of call.arguments) {
    if (one.keyword !== undefined) values.set(one.keyword, one.value);
    else {
      const parameter = plain[position++] ?? rest;
      if (parameter !== undefined) values.set(parameter.name, one.spread ? elementOf(one.value) : one.value);
    }
  }
  return values;
}
