import type { TSESTree } from '@typescript-eslint/types';

import {
  isFunction,
  memberName,
  propertyName,
  unwrap,
  type Call,
  type FunctionNode,
  type Identifier,
  type Member,
  type New,
  type Node,
} from '../model/ast.js';
import { nameOf } from '../model/names.js';
import { classMember, type SourceModel, type Variable } from '../model/source-model.js';
import { isGuarded } from './guards.js';
import { ADDRESS_PARTS, isCleaningReplace, isSanitizer, isSchemaCall } from './sanitizers.js';
import {
  isAnswer,
  isTypedAsNumber,
  parameterPlace,
  sourceOfGlobal,
  sourceOfName,
  sourceOfParameter,
} from './sources.js';
import type { Hazard, SourceKind, Taint } from './taint.js';
import { writesTo } from './writes.js';

/** Arguments that a function was called with, so that a helper is judged by the call in question. */
interface Frame {
  readonly callee: FunctionNode;
  readonly arguments: readonly Node[];
  readonly outer: Frame | undefined;
}

type Path = readonly string[];

const FRAMES = 5;
const CALLS_LOOKED_AT = 40;
/** Steps for one file. Real files need a few thousand; hostile ones must not take minutes. */
const STEPS = 400_000;
const PATH_LENGTH = 12;

/** Too much to follow: the file becomes a gap. */
export class FlowLimit extends Error {}

const CLEAN_MEMBERS = new Set(['length', 'size', 'byteLength']);
const CLEAN_METHODS = new Set([
  'includes', 'startsWith', 'endsWith', 'indexOf', 'lastIndexOf', 'test', 'charCodeAt', 'codePointAt', 'getTime', 'toFixed',
  'hasOwnProperty', 'has', 'localeCompare', 'search', 'every', 'some', 'findIndex', 'isEmpty', 'valid', 'digest', 'verify',
]); // prettier-ignore
/** Functions whose result is made of their arguments. */
const PROPAGATORS =
  /^(?:String|Object\.(?:keys|values|entries|assign|fromEntries|freeze)|Array(?:\.from|\.of)?|JSON\.(?:parse|stringify)|decodeURI(?:Component)?|encodeURI(?:Component)?|unescape|escape|atob|btoa|structuredClone|Buffer(?:\.(?:from|concat))?|Promise\.(?:all|resolve|allSettled)|path(?:\.posix|\.win32)?\.(?:join|resolve|normalize|relative|dirname|basename|format)|url\.(?:parse|format|resolve|fileURLToPath|pathToFileURL)|util\.format|querystring\.(?:parse|unescape|stringify)|qs(?:\.parse|\.stringify)?|lodash(?:\.\w+)?|_\.\w+|normalize-path|upath\.\w+|(?:react\.)?(?:useMemo|useCallback|useDeferredValue|useRef)|String\.raw|marked(?:\.parse)?|marked\.marked|showdown\.Converter\(\)\.makeHtml|markdown-it\(\)\.render|(?:vue\.)?(?:ref|shallowRef|toRef|unref|computed|reactive|toValue)|cookie\.parse|unescape|he\.decode|iconv-lite\.decode|sprintf(?:-js\.sprintf)?|dedent|strip-indent)$/;
const BUILDERS =
  /^(?:URL|URLSearchParams|String|Map|Set|Array|Object|Buffer|Blob|File|TextDecoder\(\)\.decode)$/;
const EACH_METHODS = new Set([
  'map',
  'flatMap',
  'forEach',
  'filter',
  'find',
  'findLast',
  'some',
  'every',
  'sort',
  'then',
  'finally',
]);
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

/**
 * Follows values backwards, from where they would do harm to where they came from, within one file. Only asked for
 * the few expressions that are sinks, so that most of a file is never followed.
 */
export class Flow {
  #steps = 0;
  readonly #known = new Map<string, Taint | undefined>();
  readonly #open = new Set<string>();
  readonly #ids = new Map<Node, number>();

  constructor(readonly model: SourceModel) {}

  /** The first source whose value reaches `node` and could do this harm there. */
  taintOf(node: Node, hazard: Hazard): Taint | undefined {
    return this.#trace(node, [], hazard, undefined);
  }

  /** As `taintOf` for one property of an object: what a consumer reads from it. */
  taintAt(node: Node, path: Path, hazard: Hazard): Taint | undefined {
    return this.#trace(node, path, hazard, undefined);
  }

  #trace(node: Node, path: Path, hazard: Hazard, frame: Frame | undefined): Taint | undefined {
    if (++this.#steps > STEPS) throw new FlowLimit('The flow of values in this file is too large to follow.');
    if (path.length > PATH_LENGTH) return undefined;
    const key = `${this.#id(node)}|${path.join('.')}|${hazard}${frame ? `|${this.#frameId(frame)}` : ''}`;
    if (this.#known.has(key)) return this.#known.get(key);
    if (this.#open.has(key)) return undefined;
    this.#open.add(key);
    const taint = this.#follow(unwrap(node), path, hazard, frame);
    this.#open.delete(key);
    this.#known.set(key, taint);
    return taint;
  }

  #id(node: Node): number {
    const id = this.#ids.get(node) ?? this.#ids.size;
    this.#ids.set(node, id);
    return id;
  }

  #frameId(frame: Frame): string {
    const own = frame.arguments.map((argument) => this.#id(argument)).join(',');
    return frame.outer ? `${own};${this.#frameId(frame.outer)}` : own;
  }

  #follow(node: Node, path: Path, hazard: Hazard, frame: Frame | undefined): Taint | undefined {
    switch (node.type) {
      case 'Identifier':
        return this.#followIdentifier(node, path, hazard, frame);
      case 'MemberExpression':
        return this.#followMember(node, path, hazard, frame);
      case 'TemplateLiteral':
        return this.#any(node.expressions, hazard, frame);
      case 'BinaryExpression':
        return node.operator === '+' ? this.#any([node.left, node.right], hazard, frame) : undefined;
      case 'LogicalExpression':
        if (node.operator === '&&') return this.#trace(node.right, path, hazard, frame);
        return this.#trace(node.left, path, hazard, frame) ?? this.#trace(node.right, path, hazard, frame);
      case 'ConditionalExpression':
        return (
          this.#trace(node.consequent, path, hazard, frame) ??
          this.#trace(node.alternate, path, hazard, frame)
        );
      case 'AssignmentExpression':
        return this.#trace(node.right, path, hazard, frame);
      case 'AssignmentPattern':
        return this.#trace(node.right, path, hazard, frame);
      case 'SequenceExpression': {
        const last = node.expressions.at(-1);
        return last && this.#trace(last, path, hazard, frame);
      }
      case 'ObjectExpression':
        return this.#followObject(node, path, hazard, frame);
      case 'ArrayExpression':
        return this.#followArray(node, path, hazard, frame);
      case 'CallExpression':
        return this.#followCall(node, path, hazard, frame);
      case 'NewExpression':
        return this.#followNew(node, path, hazard, frame);
      case 'TaggedTemplateExpression':
        return nameOf(this.model, node.tag) === 'String.raw'
          ? this.#any(node.quasi.expressions, hazard, frame)
          : undefined;
      default:
        return undefined;
    }
  }

  #any(nodes: readonly (Node | null)[], hazard: Hazard, frame: Frame | undefined): Taint | undefined {
    for (const node of nodes) {
      const taint = node ? this.#trace(node, [], hazard, frame) : undefined;
      if (taint) return taint;
    }
    return undefined;
  }

  #followObject(
    node: TSESTree.ObjectExpression,
    path: Path,
    hazard: Hazard,
    frame: Frame | undefined,
  ): Taint | undefined {
    const [first, ...rest] = path;
    const named = node.properties.filter(
      (property): property is TSESTree.Property =>
        property.type === 'Property' && propertyName(property.key, property.computed) === first,
    );
    if (first !== undefined && named.length > 0) {
      return this.#trace(named.at(-1)?.value as Node, rest, hazard, frame);
    }
    for (const property of node.properties) {
      const taint =
        property.type === 'SpreadElement'
          ? this.#trace(property.argument, path, hazard, frame)
          : this.#followProperty(property, first, rest, hazard, frame);
      if (taint) return taint;
    }
    return undefined;
  }

  #followProperty(
    property: TSESTree.Property,
    first: string | undefined,
    rest: Path,
    hazard: Hazard,
    frame: Frame | undefined,
  ): Taint | undefined {
    const isPossible = first === undefined || first === '*' || first.endsWith('()') || property.computed;
    return isPossible
      ? this.#trace(property.value, first === undefined ? [] : rest, hazard, frame)
      : undefined;
  }

  #followArray(
    node: TSESTree.ArrayExpression,
    path: Path,
    hazard: Hazard,
    frame: Frame | undefined,
  ): Taint | undefined {
    const [first, ...rest] = path;
    const index = first !== undefined && /^\d+$/.test(first) ? Number(first) : undefined;
    const spread = node.elements.some((element) => element?.type === 'SpreadElement');
    const elements = index !== undefined && !spread ? [node.elements[index] ?? null] : node.elements;
    const below = first === '*' || index !== undefined ? rest : [];
    for (const element of elements) {
      const taint = element ? this.#trace(element, below, hazard, frame) : undefined;
      if (taint) return taint;
    }
    return undefined;
  }

  #followMember(node: Member, path: Path, hazard: Hazard, frame: Frame | undefined): Taint | undefined {
    const name = memberName(node) ?? '*';
    if (CLEAN_MEMBERS.has(name)) return undefined;
    if (isGuarded(this.model, node, hazard)) return undefined;
    const global = this.#globalSource(node, path);
    if (global) return global;
    if (node.object.type === 'ThisExpression') return this.#followField(node, path, hazard, frame);
    return this.#trace(node.object, [name, ...path], hazard, frame);
  }

  #globalSource(node: Node, path: Path): Taint | undefined {
    const name = nameOf(this.model, node);
    const kind = (isGlobalRoot(this.model, node) ? sourceOfGlobal(name) : undefined) ?? sourceOfName(name);
    return (
      kind && {
        kind,
        label: [this.model.textOf(node).replace(/\s+/g, ''), ...path].join('.').slice(0, 60),
        source: node,
      }
    );
  }

  /** A field of the class: whatever its methods store in it. */
  #followField(node: Member, path: Path, hazard: Hazard, frame: Frame | undefined): Taint | undefined {
    const field = classMember(node);
    if (field?.type === 'PropertyDefinition' && field.value) {
      const taint = this.#trace(field.value, path, hazard, frame);
      if (taint) return taint;
    }
    const name = memberName(node);
    for (const { left, right } of this.model.assignments) {
      if (
        left.type !== 'MemberExpression' ||
        left.object.type !== 'ThisExpression' ||
        memberName(left) !== name
      )
        continue;
      const taint = this.#trace(right, path, hazard, undefined);
      if (taint) return taint;
    }
    return undefined;
  }

  #followIdentifier(
    node: Identifier,
    path: Path,
    hazard: Hazard,
    frame: Frame | undefined,
  ): Taint | undefined {
    const variable = this.model.variableOf(node);
    if (!variable) return this.#globalSource(node, path);
    if (isGuarded(this.model, node, hazard)) return undefined;
    const definition = variable.defs[0];
    if (definition && isTypedAsNumber(definition.name)) return undefined;
    if (definition?.type === 'Parameter') {
      const taint = this.#followParameter(node, variable, path, hazard, frame);
      if (taint) return taint;
    }
    return this.#followWrites(node, variable, path, hazard, frame);
  }

  #followWrites(
    node: Identifier,
    variable: Variable,
    path: Path,
    hazard: Hazard,
    frame: Frame | undefined,
  ): Taint | undefined {
    for (const write of writesTo(variable, node)) {
      const below = joinWrite(write.at, write.path, path);
      if (!below) continue;
      const taint = this.#trace(write.value, below, hazard, frame);
      if (taint) return taint;
    }
    return this.#followState(variable, path, hazard);
  }

  /** `const [html, setHtml] = useState()`: the state is whatever the setter is given. */
  #followState(variable: Variable, path: Path, hazard: Hazard): Taint | undefined {
    const definition = variable.defs[0];
    if (definition?.type !== 'Variable' || definition.node.id.type !== 'ArrayPattern') return undefined;
    const [value, setter] = definition.node.id.elements;
    const init = definition.node.init;
    if (value !== definition.name || setter?.type !== 'Identifier' || init?.type !== 'CallExpression')
      return undefined;
    if (!/(?:^|\.)useState$/.test(nameOf(this.model, init.callee))) return undefined;
    for (const { identifier } of this.model.variableOf(setter)?.references ?? []) {
      const call = identifier.parent as Node | undefined;
      if (call?.type !== 'CallExpression' || call.callee !== identifier || !call.arguments[0]) continue;
      const taint = this.#trace(call.arguments[0], path, hazard, undefined);
      if (taint) return taint;
    }
    return undefined;
  }

  #followParameter(
    node: Identifier,
    variable: Variable,
    path: Path,
    hazard: Hazard,
    frame: Frame | undefined,
  ): Taint | undefined {
    const definition = variable.defs[0];
    if (
      definition?.type !== 'Parameter' ||
      !isFunction(definition.node) ||
      definition.name.type !== 'Identifier'
    )
      return undefined;
    const kind = sourceOfParameter(this.model, variable, path);
    if (kind) return this.#fromRequest(node, definition.name, definition.node, path, hazard, kind);
    const place = parameterPlace(definition.node, definition.name);
    if (!place) return undefined;
    const below = [...place.path, ...path];
    const call = findFrame(frame, definition.node);
    if (call) {
      const given = call.arguments[place.index];
      return given && this.#trace(given, below, hazard, call.outer);
    }
    return (
      this.#followCallback(definition.node, place.index, below, hazard) ??
      this.#followCallers(definition.node, place.index, below, hazard)
    );
  }

  #fromRequest(
    node: Identifier,
    name: Identifier,
    owner: FunctionNode,
    path: Path,
    hazard: Hazard,
    kind: SourceKind,
  ): Taint | undefined {
    const place = parameterPlace(owner, name);
    const full = [...(place?.path ?? []), ...path];
    if (hazard === 'redirect' && isOwnAddress(full)) return undefined;
    if (isValidatedRoute(this.model, owner, full)) return undefined;
    const root = place && place.path.length > 0 ? rootWord(place.parameter, place.path) : [name.name];
    const label = [...root, ...path]
      .filter((part) => part !== '*')
      .slice(0, 4)
      .join('.');
    return { kind, label: label.replace(/\(\)\./g, '().'), source: outermost(node) };
  }

  /** What an array method, a promise or a request for data hands to the function it is given. */
  #followCallback(owner: FunctionNode, index: number, path: Path, hazard: Hazard): Taint | undefined {
    const call = owner.parent as Node | undefined;
    if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return undefined;
    const method = memberName(call.callee) ?? '';
    if (method === 'reduce')
      return index === 1 ? this.#trace(call.callee.object, ['*', ...path], hazard, undefined) : undefined;
    if (!EACH_METHODS.has(method) || index > 0) return undefined;
    const below = method === 'then' ? path : ['*', ...path];
    return this.#trace(call.callee.object, below, hazard, undefined);
  }

  #followCallers(owner: FunctionNode, index: number, path: Path, hazard: Hazard): Taint | undefined {
    for (const call of this.model.callsOf(owner).slice(0, CALLS_LOOKED_AT)) {
      const given = call.arguments[index];
      const taint = given && this.#trace(given, path, hazard, undefined);
      if (taint) return taint;
    }
    return undefined;
  }

  #followCall(node: Call, path: Path, hazard: Hazard, frame: Frame | undefined): Taint | undefined {
    const callee = unwrap(node.callee);
    if (isSanitizer(this.model, callee, hazard) || isSchemaCall(this.model, node)) return undefined;
    const named = sourceOfName(`${nameOf(this.model, callee)}()`);
    if (named) return { kind: named, label: this.model.textOf(node).slice(0, 60), source: node };
    if (hazard === 'html' && isAnswer(this.model, node)) {
      return { kind: 'answer', label: this.model.textOf(callee).slice(0, 60), source: node };
    }
    const local = this.model.functionOf(callee);
    if (local && depthOf(frame) < FRAMES) return this.#followReturns(local, node, path, hazard, frame);
    const name = nameOf(this.model, callee);
    if (PROPAGATORS.test(name)) return this.#followArguments(node, name, path, hazard, frame);
    return callee.type === 'MemberExpression'
      ? this.#followMethod(node, callee, path, hazard, frame)
      : undefined;
  }

  #followReturns(
    local: FunctionNode,
    node: Call,
    path: Path,
    hazard: Hazard,
    outer: Frame | undefined,
  ): Taint | undefined {
    const frame: Frame = { callee: local, arguments: node.arguments, outer };
    for (const value of this.model.returnsOf(local)) {
      const taint = this.#trace(value, path, hazard, frame);
      if (taint) return taint;
    }
    return undefined;
  }

  #followArguments(
    node: Call,
    name: string,
    path: Path,
    hazard: Hazard,
    frame: Frame | undefined,
  ): Taint | undefined {
    const keepsShape =
      /^(?:Promise\.|structuredClone|Object\.(?:freeze|assign)|(?:react\.)?use|(?:vue\.)?(?:ref|computed|reactive|unref|toValue))/.test(
        name,
      );
    for (const argument of node.arguments) {
      const given = isFunction(argument) ? this.model.returnsOf(argument) : [argument];
      for (const value of given) {
        const taint = this.#trace(value, keepsShape ? withoutBox(name, path) : [], hazard, frame);
        if (taint) return taint;
      }
    }
    return undefined;
  }

  #followMethod(
    node: Call,
    callee: Member,
    path: Path,
    hazard: Hazard,
    frame: Frame | undefined,
  ): Taint | undefined {
    const method = memberName(callee) ?? '*';
    if (CLEAN_METHODS.has(method)) return undefined;
    if (method === 'replace' || method === 'replaceAll')
      if (isCleaningReplace(node, hazard)) return undefined;
    if (method === 'filter' && this.#filtersByList(node)) return undefined;
    const [first] = node.arguments;
    if ((method === 'map' || method === 'flatMap' || method === 'then' || method === 'reduce') && first) {
      return this.#followMapped(callee, first, path, hazard, frame);
    }
    if (ADDING_METHODS.has(method)) {
      const taint = this.#any(
        method.startsWith('replace') ? node.arguments.slice(1) : node.arguments,
        hazard,
        frame,
      );
      if (taint) return taint;
    }
    return this.#trace(callee.object, methodPath(method, path), hazard, frame);
  }

  #followMapped(
    callee: Member,
    mapper: Node,
    path: Path,
    hazard: Hazard,
    frame: Frame | undefined,
  ): Taint | undefined {
    const below = memberName(callee) === 'then' ? path : path.slice(1);
    const local = this.model.functionOf(mapper);
    if (local) {
      for (const value of this.model.returnsOf(local)) {
        const taint = this.#trace(value, below, hazard, frame);
        if (taint) return taint;
      }
      return undefined;
    }
    if (isSanitizer(this.model, mapper, hazard)) return undefined;
    return this.#trace(callee.object, path, hazard, frame);
  }

  /** `list.filter((x) => ALLOWED.includes(x))`. */
  #filtersByList(node: Call): boolean {
    const predicate = node.arguments[0];
    if (!predicate) return false;
    const local = this.model.functionOf(predicate);
    if (!local) return false;
    return this.model
      .returnsOf(local)
      .some((value) => /\.(?:includes|has|test|hasOwn)\(|\bin\b|===/.test(this.model.textOf(value)));
  }

  #followNew(node: New, path: Path, hazard: Hazard, frame: Frame | undefined): Taint | undefined {
    const name = nameOf(this.model, node.callee);
    if (!BUILDERS.test(name.replace(/^url\./, ''))) return undefined;
    if (/URL$/.test(name)) {
      if (
        hazard === 'redirect' &&
        path.some((part) => ADDRESS_PARTS.has(part) || part === 'pathname' || part === 'search')
      )
        return undefined;
      // `new URL(path, base)`: an absolute first argument replaces the base.
      // What is read from it tells a check which part of the own address it is.
      return node.arguments[0] && this.#trace(node.arguments[0], path, hazard, frame);
    }
    return this.#any(node.arguments, hazard, frame);
  }
}

function isGlobalRoot(model: SourceModel, node: Node): boolean {
  let at = unwrap(node);
  while (at.type === 'MemberExpression') at = unwrap(at.object);
  return at.type === 'Identifier' && !model.variableOf(at);
}

function findFrame(frame: Frame | undefined, callee: FunctionNode): Frame | undefined {
  for (let at = frame; at; at = at.outer) if (at.callee === callee) return at;
  return undefined;
}

function depthOf(frame: Frame | undefined): number {
  let depth = 0;
  for (let at = frame; at; at = at.outer) depth++;
  return depth;
}

/** What a read of `read` sees of a value that was written to `at` and stands at `path` of it. */
function joinWrite(at: Path, path: Path, read: Path): Path | undefined {
  for (const [i, name] of at.entries()) {
    const wanted = read[i];
    if (wanted === undefined || wanted === '*' || name === '*' || wanted.endsWith('()')) return path;
    if (wanted !== name) return undefined;
  }
  return [...path, ...read.slice(at.length)];
}

function methodPath(method: string, path: Path): Path {
  if (/^(?:slice|filter|sort|reverse|concat|toSorted|flat)$/.test(method)) return path;
  return [`${method}()`, ...path];
}

function withoutBox(name: string, path: Path): Path {
  return /ref|computed|useRef/i.test(name) && (path[0] === 'value' || path[0] === 'current')
    ? path.slice(1)
    : path;
}

/** Parts of a request that lead to the own site again, or that no link to it can set. */
function isOwnAddress(path: Path): boolean {
  const [first = '', ...below] = path[0] === 'request' || path[0] === 'req' ? path.slice(1) : path;
  // What text methods make of it stays what it is.
  const rest = below.filter(
    (part) => !/^(?:replace|toString|trim|slice|toLowerCase|split|concat)\w*\(\)$/.test(part),
  );
  if (/^(?:get|header)\(\)$/.test(first)) return rest.length === 0;
  if (/^headers?$/.test(first))
    return /^(?:host|referer|referrer|origin|x-forwarded-\w+|get\(\))$/i.test(rest[0] ?? 'host');
  if (first === 'nextUrl') return rest[0] !== 'searchParams' && rest[0] !== 'search';
  return (
    rest.length === 0 &&
    /^(?:host|hostname|protocol|subdomains|originalUrl|url|path|origin|href)$/.test(first)
  );
}

/** `router.post('/x', validate(schema), handler)`: the request was checked before the handler. */
function isValidatedRoute(model: SourceModel, owner: FunctionNode, path: Path): boolean {
  const call = owner.parent as Node | undefined;
  if (call?.type !== 'CallExpression') return false;
  const before = call.arguments.slice(1, Math.max(1, call.arguments.indexOf(owner as TSESTree.Expression)));
  return before.some((middleware) => isValidatingMiddleware(model, middleware, path));
}

function isValidatingMiddleware(model: SourceModel, middleware: Node, path: Path): boolean {
  const text = model.textOf(middleware);
  if (
    /^(?:\w+\.)*(?:validate\w*|validator|zValidator|celebrate|validateRequest|checkSchema|withSchema|parseBody\w*)\(/.test(
      text,
    )
  )
    return true;
  const field = path.at(-1) ?? '';
  // express-validator: `param('id').isInt()`.
  const escaped = field.replace(/[^\w-]/g, '');
  return (
    escaped !== '' &&
    new RegExp(
      `['"\`]${escaped}['"\`][^,]*\\.(?:isInt|isUUID|isIn|isAlphanumeric|isMongoId|isNumeric|isBoolean|toInt|isSlug|isFloat|matches)\\(`,
    ).test(text)
  );
}

function rootWord(parameter: Node, path: Path): string[] {
  const inner = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  return inner.type === 'Identifier' ? [inner.name] : [...path];
}

/** The whole `req.query.id` around its `req`. */
function outermost(node: Node): Node {
  let at = node;
  while (at.parent?.type === 'MemberExpression' && at.parent.object === at) at = at.parent;
  return at;
}
