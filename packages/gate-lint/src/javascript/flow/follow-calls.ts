import {
  isFunction,
  memberName,
  unwrap,
  type Call,
  type FunctionNode,
  type Member,
  type New,
  type Node,
} from '../model/ast.js';
import { nameOf } from '../model/names.js';
import { anyOf, at, depthOf, findFrame, type Ask, type Frame, type Path, type Tracer } from './ask.js';
import { ADDRESS_PARTS, isCleaningReplace, isSanitizer, isSchemaCall } from './sanitizers.js';
import { isAnswer, sourceOfName } from './sources.js';
import type { Taint } from './taint.js';

const FRAMES = 5;
/** Methods whose result says something about a value and no longer holds it. */
const CLEAN_METHODS = new Set([
  'includes', 'startsWith', 'endsWith', 'indexOf', 'lastIndexOf', 'test', 'charCodeAt', 'codePointAt', 'getTime', 'toFixed',
  'hasOwnProperty', 'has', 'localeCompare', 'search', 'every', 'some', 'findIndex', 'isEmpty', 'valid', 'digest', 'verify',
]); // prettier-ignore
/** Functions whose result is made of their arguments. */
const PROPAGATORS =
  /^(?:String|Object\.(?:keys|values|entries|assign|fromEntries|freeze)|Array(?:\.from|\.of)?|JSON\.(?:parse|stringify)|decodeURI(?:Component)?|encodeURI(?:Component)?|unescape|escape|atob|btoa|structuredClone|Buffer(?:\.(?:from|concat))?|Promise\.(?:all|resolve|allSettled)|path(?:\.posix|\.win32)?\.(?:join|resolve|normalize|relative|dirname|basename|format)|url\.(?:parse|format|resolve|fileURLToPath|pathToFileURL)|util\.format|querystring\.(?:parse|unescape|stringify)|qs(?:\.parse|\.stringify)?|lodash(?:\.\w+)?|_\.\w+|normalize-path|upath\.\w+|(?:react\.)?(?:useMemo|useCallback|useDeferredValue|useRef)|String\.raw|marked(?:\.parse)?|marked\.marked|showdown\.Converter\(\)\.makeHtml|markdown-it\(\)\.render|(?:vue\.)?(?:ref|shallowRef|toRef|unref|computed|reactive|toValue)|\$(?:state(?:\.raw)?|derived(?:\.by)?)|cookie\.parse|unescape|he\.decode|iconv-lite\.decode|sprintf(?:-js\.sprintf)?|dedent|strip-indent)$/;
/** Constructors whose object holds what they are given. */
const BUILDERS =
  /^(?:URL|URLSearchParams|String|Map|Set|Array|Object|Buffer|Blob|File|TextDecoder\(\)\.decode)$/;
/** Methods that put their arguments into the result. */
const ADDING_METHODS = new Set([
  'concat',
  'replace',
  'replaceAll',
  'join',
  'padEnd',
  'padStart',
  'with',
  'fill',
]);

export function followCall(tracer: Tracer, node: Call, ask: Ask): Taint | undefined {
  const { model } = tracer;
  const callee = unwrap(node.callee);
  if (isSanitizer(model, callee, ask.hazard) || isSchemaCall(model, node)) return undefined;
  const name = nameOf(model, callee);
  const kind = sourceOfName(`${name}()`);
  if (kind) return { kind, label: model.textOf(node).slice(0, 60), source: node };
  if (ask.hazard === 'html' && isAnswer(model, node)) {
    return { kind: 'answer', label: model.textOf(callee).slice(0, 60), source: node };
  }
  const local = model.functionOf(callee);
  // What a function makes of its own result is made of what it gives itself.
  if (local && findFrame(ask.frame, local)) return anyOf(tracer, node.arguments, at(ask, []));
  if (local && depthOf(ask.frame) < FRAMES) return followReturns(tracer, local, node, ask);
  if (PROPAGATORS.test(name)) return followArguments(tracer, node, name, ask);
  return callee.type === 'MemberExpression' ? followMethod(tracer, node, callee, ask) : undefined;
}

function followReturns(tracer: Tracer, local: FunctionNode, node: Call, ask: Ask): Taint | undefined {
  const frame: Frame = { callee: local, arguments: node.arguments, outer: ask.frame };
  return anyOf(tracer, tracer.model.returnsOf(local), { ...ask, frame });
}

const KEEPS_SHAPE =
  /^(?:Promise\.|structuredClone|Object\.(?:freeze|assign)|(?:react\.)?use|(?:vue\.)?(?:ref|computed|reactive|unref|toValue)|\$(?:state|derived))/;

function followArguments(tracer: Tracer, node: Call, name: string, ask: Ask): Taint | undefined {
  const below = at(ask, KEEPS_SHAPE.test(name) ? withoutBox(name, ask.path) : []);
  const given = node.arguments.flatMap((argument): readonly Node[] =>
    isFunction(argument) ? tracer.model.returnsOf(argument) : [argument],
  );
  return anyOf(tracer, given, below);
}

/** `ref(x).value` of Vue, `useRef(x).current` of React. */
function withoutBox(name: string, path: Path): Path {
  const isBox = /ref|computed/i.test(name) && (path[0] === 'value' || path[0] === 'current');
  return isBox ? path.slice(1) : path;
}

function followMethod(tracer: Tracer, node: Call, callee: Member, ask: Ask): Taint | undefined {
  const method = memberName(callee) ?? '*';
  if (CLEAN_METHODS.has(method)) return undefined;
  const isReplace = method === 'replace' || method === 'replaceAll';
  if (isReplace && isCleaningReplace(node, ask.hazard)) return undefined;
  if (method === 'filter' && filtersByList(tracer, node)) return undefined;
  const [first] = node.arguments;
  if (/^(?:map|flatMap|then|reduce)$/.test(method) && first) return followMapped(tracer, callee, first, ask);
  if (ADDING_METHODS.has(method)) {
    const taint = anyOf(tracer, isReplace ? node.arguments.slice(1) : node.arguments, at(ask, []));
    if (taint) return taint;
  }
  return tracer.trace(callee.object, at(ask, methodPath(method, ask.path)));
}

function methodPath(method: string, path: Path): Path {
  if (/^(?:slice|filter|sort|reverse|concat|toSorted|flat)$/.test(method)) return path;
  return [`${method}()`, ...path];
}

function followMapped(tracer: Tracer, callee: Member, mapper: Node, ask: Ask): Taint | undefined {
  const local = tracer.model.functionOf(mapper);
  if (local) {
    const below = memberName(callee) === 'then' ? ask.path : ask.path.slice(1);
    return anyOf(tracer, tracer.model.returnsOf(local), at(ask, below));
  }
  if (isSanitizer(tracer.model, mapper, ask.hazard)) return undefined;
  return tracer.trace(callee.object, ask);
}

/** `list.filter((x) => ALLOWED.includes(x))`. */
function filtersByList({ model }: Tracer, node: Call): boolean {
  const predicate = node.arguments[0] ? model.functionOf(node.arguments[0]) : undefined;
  if (!predicate) return false;
  const texts = model.returnsOf(predicate).map((value) => model.textOf(value).slice(0, 400));
  return texts.some((text) => /\.(?:includes|has|test|hasOwn)\(|\bin\b|===/.test(text));
}

export function followNew(tracer: Tracer, node: New, ask: Ask): Taint | undefined {
  const name = nameOf(tracer.model, node.callee).replace(/^url\./, '');
  if (!BUILDERS.test(name)) return undefined;
  if (name !== 'URL') return anyOf(tracer, node.arguments, at(ask, []));
  const isOwn = ask.path.some((part) => ADDRESS_PARTS.has(part) || part === 'pathname' || part === 'search');
  if (ask.hazard === 'redirect' && isOwn) return undefined;
  // An absolute first argument replaces the base. The path tells a check which part of the own address it is.
  return node.arguments[0] && tracer.trace(node.arguments[0], ask);
}
