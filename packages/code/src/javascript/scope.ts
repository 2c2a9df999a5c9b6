import { addTo } from '@railgate/contract';

import { ancestors, field, nodesOfType, parts, type Node } from '../syntax.js';

/** What a name stands for where it is declared. */
export type Declaration =
  | { readonly kind: 'value'; readonly node: Node; readonly reassigned: boolean }
  /** `const { PORT: port = 3000 } = process.env`: a member of an object, with a default. */
  | {
      readonly kind: 'member';
      readonly of: Node;
      readonly name: string;
      readonly fallback: Node | undefined;
    }
  | { readonly kind: 'import'; readonly from: string; readonly name: string }
  | { readonly kind: 'function'; readonly node: Node }
  | { readonly kind: 'parameter'; readonly fallback: Node | undefined };

interface Entry {
  readonly start: number;
  readonly end: number;
  readonly declaration: Declaration;
}

const SCOPES = new Set([
  'program', 'statement_block', 'function_declaration', 'function_expression', 'arrow_function', 'method_definition',
  'for_statement', 'for_in_statement', 'catch_clause', 'class_body', 'switch_body',
]); // prettier-ignore

/** The declarations of one file by name and scope. */
export class Scopes {
  readonly #entries = new Map<string, Entry[]>();
  readonly #assigned: ReadonlySet<string>;

  constructor(root: Node) {
    this.#assigned = assignedNames(root);
    for (const node of nodesOfType(root, 'variable_declarator')) this.#addVariable(node);
    for (const node of nodesOfType(root, 'import_statement')) this.#addImports(node);
    for (const node of nodesOfType(root, 'function_declaration', 'generator_function_declaration')) {
      this.#add(field(node, 'name'), scopeOf(node), { kind: 'function', node });
    }
    for (const node of nodesOfType(root, 'formal_parameters')) this.#addParameters(node);
  }

  /** What the name of an identifier stands for at its place; nothing for globals. */
  find(identifier: Node): Declaration | undefined {
    const entries = this.#entries.get(identifier.text);
    const at = identifier.startIndex;
    let best: Entry | undefined;
    for (const entry of entries ?? []) {
      const holds = entry.start <= at && at < entry.end;
      if (holds && (!best || entry.end - entry.start < best.end - best.start)) best = entry;
    }
    return best?.declaration;
  }

  #addVariable(declarator: Node): void {
    const [target, value] = [field(declarator, 'name'), field(declarator, 'value')];
    if (!target || !value) return;
    const required = requireOf(value);
    const scope = scopeOf(declarator);
    if (target.type === 'identifier') {
      const reassigned = this.#assigned.has(target.text);
      if (typeof required === 'string')
        this.#add(target, scope, { kind: 'import', from: required, name: '*' });
      else this.#add(target, scope, { kind: 'value', node: value, reassigned });
    }
    if (target.type === 'object_pattern') this.#addPattern(target, value, scope, required);
  }

  #addPattern(pattern: Node, of: Node, scope: Node, required: string | undefined): void {
    for (const part of parts(pattern)) {
      const { name, target, fallback } = memberOf(part);
      if (name === undefined || !target) continue;
      if (required !== undefined) this.#add(target, scope, { kind: 'import', from: required, name });
      else this.#add(target, scope, { kind: 'member', of, name, fallback });
    }
  }

  #addImports(statement: Node): void {
    const from = stringText(field(statement, 'source'));
    if (from === undefined) return;
    const scope = scopeOf(statement);
    for (const clause of parts(statement).filter(({ type }) => type === 'import_clause')) {
      for (const part of parts(clause)) {
        if (part.type === 'identifier') this.#add(part, scope, { kind: 'import', from, name: 'default' });
        if (part.type === 'namespace_import')
          this.#add(parts(part)[0], scope, { kind: 'import', from, name: '*' });
        if (part.type === 'named_imports') this.#addNamed(part, from, scope);
      }
    }
  }

  #addNamed(imports: Node, from: string, scope: Node): void {
    for (const specifier of parts(imports)) {
      const name = field(specifier, 'name');
      if (name)
        this.#add(field(specifier, 'alias') ?? name, scope, { kind: 'import', from, name: name.text });
    }
  }

  #addParameters(parameters: Node): void {
    const scope = parameters.parent ?? parameters;
    for (const parameter of parts(parameters)) {
      const target = field(parameter, 'pattern') ?? field(parameter, 'left') ?? parameter;
      const fallback = field(parameter, 'value') ?? field(parameter, 'right');
      if (target.type === 'identifier') this.#add(target, scope, { kind: 'parameter', fallback });
    }
  }

  #add(name: Node | undefined, scope: Node, declaration: Declaration): void {
    if (name) addTo(this.#entries, name.text, { start: scope.startIndex, end: scope.endIndex, declaration });
  }
}

/** `require("x")`, also as `require("x").default`. */
export function requireOf(node: Node | undefined): string | undefined {
  const call = node?.type === 'member_expression' ? field(node, 'object') : node;
  if (call?.type !== 'call_expression' || field(call, 'function')?.text !== 'require') return undefined;
  return stringText(parts(field(call, 'arguments'))[0]);
}

/** The text of a string without substitutions. Escapes stay as they are written. */
export function stringText(node: Node | undefined): string | undefined {
  if (node?.type !== 'string' && node?.type !== 'template_string') return undefined;
  if (node.type === 'template_string' && parts(node).some(({ type }) => type === 'template_substitution')) {
    return undefined;
  }
  return node.text.slice(1, -1);
}

function memberOf(part: Node): { name?: string; target?: Node; fallback?: Node } {
  if (part.type === 'shorthand_property_identifier_pattern') return { name: part.text, target: part };
  if (part.type === 'object_assignment_pattern') {
    const [target, fallback] = [field(part, 'left'), field(part, 'right')];
    return { ...(target && { name: target.text, target }), ...(fallback && { fallback }) };
  }
  if (part.type !== 'pair_pattern') return {};
  const [name, value] = [field(part, 'key')?.text, field(part, 'value')];
  const target = value?.type === 'assignment_pattern' ? field(value, 'left') : value;
  const fallback = value?.type === 'assignment_pattern' ? field(value, 'right') : undefined;
  return {
    ...(name !== undefined && { name }),
    ...(target?.type === 'identifier' && { target }),
    ...(fallback && { fallback }),
  };
}

/** Names that are assigned to after their declaration. */
function assignedNames(root: Node): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of nodesOfType(root, 'assignment_expression', 'augmented_assignment_expression')) {
    const left = field(node, 'left');
    if (left?.type === 'identifier') names.add(left.text);
  }
  return names;
}

function scopeOf(node: Node): Node {
  let last = node;
  for (const above of ancestors(node)) {
    if (SCOPES.has(above.type)) return above;
    last = above;
  }
  return last;
}
