import type { OriginPolicy } from '../facts.js';
import { field, nodesOfType, parts, type Node } from '../syntax.js';
import type { ScriptFile } from './file.js';
import { guardOf } from './guards.js';
import { stringText } from './scope.js';

/**
 * What a function, a regular expression or a list of them lets through as an origin; nothing where it cannot be told.
 * A function that says yes without any condition reflects; one that compares by suffix or substring lets strangers in.
 */
export function originTest(file: ScriptFile, node: Node): OriginPolicy | undefined {
  const target = resolved(file, node);
  if (!target) return undefined;
  const weak = weakTest(file, target);
  if (weak) return weak;
  return isFunction(target) && alwaysAllows(target)
    ? { kind: 'reflected', place: file.syntax.place(target) }
    : undefined;
}

function resolved(file: ScriptFile, node: Node, steps = 4): Node | undefined {
  if (node.type !== 'identifier' && node.type !== 'shorthand_property_identifier') return node;
  const found = file.values.declarationOf(node);
  if (!found || steps === 0) return undefined;
  if (found.kind === 'function') return found.node;
  return found.kind === 'value' ? resolved(file, found.node, steps - 1) : undefined;
}

const HOW: Readonly<Record<string, 'suffix' | 'prefix' | 'substring'>> = {
  endsWith: 'suffix',
  startsWith: 'prefix',
  includes: 'substring',
  indexOf: 'substring',
};

/**
 * `origin.endsWith("railway.app")`, `/railway/.test(origin)`, a bare regular expression; not `list.includes(origin)`, and
 * nothing that counts in development only. Of several the one that lets in more than this machine.
 */
function weakTest(file: ScriptFile, target: Node): OriginPolicy | undefined {
  const found = [...textTests(file, target), ...patterns(file, target)];
  return found.find(({ text }) => !/localhost|127\\?\.0/.test(text)) ?? found[0];
}

type Match = Extract<OriginPolicy, { kind: 'match' }>;

function textTests(file: ScriptFile, target: Node): Match[] {
  return nodesOfType(target, 'call_expression').flatMap((call): Match[] => {
    const callee = field(call, 'function');
    const how = HOW[field(callee, 'property')?.text ?? ''];
    const receiver = field(callee, 'object');
    const text = stringText(parts(field(call, 'arguments'))[0]);
    if (how === undefined || text === undefined || text === '*' || receiver?.type === 'array') return [];
    // `origins.includes("x")` asks a list.
    if (!/(?:origin|host|hostname|url|o)\)?$/i.test(receiver?.text.slice(-40) ?? '')) return [];
    return guardOf(call) === 'development'
      ? []
      : [{ kind: 'match', how, text, place: file.syntax.place(call) }];
  });
}

/** Those that hold a name: `/\/$/` cleans something. */
function patterns(file: ScriptFile, target: Node): Match[] {
  const nodes = target.type === 'regex' ? [target] : nodesOfType(target, 'regex');
  return nodes.flatMap((node): Match[] => {
    const text = field(node, 'pattern')?.text ?? '';
    const counts = node === target || /[a-z]{3}/i.test(text);
    if (!counts || isAboutElse(node) || guardOf(node) === 'development') return [];
    return [{ kind: 'match', how: 'pattern', text, place: file.syntax.place(node) }];
  });
}

/** `allowedUrl.match(/…/)` asks the configuration, and not the origin. */
function isAboutElse(regex: Node): boolean {
  const call = regex.parent?.type === 'arguments' ? regex.parent.parent : regex.parent?.parent;
  if (call?.type !== 'call_expression') return false;
  const callee = field(call, 'function');
  const asked =
    regex.parent?.type === 'arguments' ? field(callee, 'object') : parts(field(call, 'arguments'))[0];
  return asked?.type === 'identifier' && /^(?:allow|permitted|trusted|config|white_?list)/i.test(asked.text);
}

function isFunction(node: Node): boolean {
  return /function|method_definition/.test(node.type);
}

/** `callback(null, true)` with nothing that decides, `(origin) => origin`, `() => true`. */
function alwaysAllows(fn: Node): boolean {
  if (nodesOfType(fn, 'if_statement', 'ternary_expression', 'switch_statement').length > 0) return false;
  const [first, second] = parts(field(fn, 'parameters') ?? field(fn, 'parameter')).map(
    (one) => (field(one, 'pattern') ?? one).text,
  );
  const body = field(fn, 'body');
  const returned =
    body?.type === 'statement_block' ? parts(nodesOfType(body, 'return_statement')[0])[0] : body;
  if (returned && (returned.text === 'true' || returned.text === (first ?? field(fn, 'parameter')?.text)))
    return true;
  return nodesOfType(fn, 'call_expression').some((call) => {
    const given = parts(field(call, 'arguments')).map((node) => node.text);
    return field(call, 'function')?.text === second && (given[1] === 'true' || given[1] === first);
  });
}
