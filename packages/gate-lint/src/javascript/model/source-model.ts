import { addTo } from '@railgate/contract';
import type { Definition, Scope, ScopeManager, Variable } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';

import {
  childrenOf,
  descendants,
  isFunction,
  type Call,
  type FunctionNode,
  type Identifier,
  type Member,
  type New,
  type Node,
  type VisitorKeys,
} from './ast.js';

export type { Definition, Variable };

/** What a parser and ESLint's scope analysis say about a file, as ESLint's `SourceCode` hands it out. */
export interface ParsedSource {
  readonly text: string;
  readonly ast: object;
  readonly scopeManager: object | null;
  readonly visitorKeys: VisitorKeys;
}

/** Of vue-eslint-parser's template, which ESLint does not visit. */
const VUE_KEYS: VisitorKeys = {
  VAttribute: ['key', 'value'],
  VDocumentFragment: ['children'],
  VElement: ['startTag', 'children'],
  VExpressionContainer: ['expression'],
  VFilterSequenceExpression: ['expression'],
  VForExpression: ['right'],
  VOnExpression: ['body'],
  VSlotScopeExpression: ['params'],
  VStartTag: ['attributes'],
};

/** One parsed file with the indexes that checks ask. */
export class SourceModel {
  readonly path: string;
  readonly text: string;
  readonly calls: Call[] = [];
  readonly news: New[] = [];
  readonly members: Member[] = [];
  readonly assignments: TSESTree.AssignmentExpression[] = [];
  readonly properties: TSESTree.Property[] = [];
  readonly literals: TSESTree.Literal[] = [];
  readonly attributes: TSESTree.JSXAttribute[] = [];
  readonly functions: FunctionNode[] = [];
  readonly imports: TSESTree.ImportExpression[] = [];
  /** Markup that is inserted unescaped by a template: `v-html` of Vue, `{@html}` of Svelte. */
  readonly rawMarkup: { readonly by: string; readonly value: Node }[] = [];
  /** Attributes of a template that one expression makes: `:href` of Vue, `href={…}` of Svelte. */
  readonly bound: { readonly name: string; readonly value: Node }[] = [];
  /** What `nameOf` found, by expression. */
  readonly names = new Map<Node, string>();
  readonly #keys: VisitorKeys;
  readonly #variables = new Map<Node, Variable>();
  readonly #returns = new Map<FunctionNode, Node[]>();
  readonly #callsByFunction = new Map<FunctionNode, Call[]>();
  readonly #topLevel = new Map<string, Variable>();

  constructor(path: string, source: ParsedSource) {
    this.path = path;
    this.text = source.text;
    this.#keys = { ...source.visitorKeys, ...VUE_KEYS };
    const program = source.ast as TSESTree.Program & { readonly templateBody?: Node | null };
    this.#indexScopes(source.scopeManager as ScopeManager | null);
    this.#index(program);
    if (program.templateBody) this.#index(program.templateBody, program);
    this.#indexCalls();
  }

  /** The variable that an identifier reads, writes or declares. Nothing for a global of the platform. */
  variableOf(identifier: Identifier | TSESTree.JSXIdentifier): Variable | undefined {
    const variable = this.#variables.get(identifier);
    return variable && variable.defs.length > 0 ? variable : undefined;
  }

  textOf(node: Node): string {
    return this.text.slice(node.range[0], node.range[1]);
  }

  descendants(node: Node): Generator<Node> {
    return descendants(node, this.#keys);
  }

  /** What a function may return: the body of an arrow, or the arguments of its `return` statements. */
  returnsOf(node: FunctionNode): readonly Node[] {
    const known = this.#returns.get(node);
    if (known) return known;
    const found = node.body.type === 'BlockStatement' ? [] : [node.body];
    this.#returns.set(node, found);
    return found;
  }

  /** Calls of a function by its name in this file. */
  callsOf(node: FunctionNode): readonly Call[] {
    return this.#callsByFunction.get(node) ?? [];
  }

  /** The function that a name, a member of a local object or of `this` stands for, when the file declares it. */
  functionOf(callee: Node): FunctionNode | undefined {
    if (isFunction(callee)) return callee;
    if (callee.type === 'Identifier') return functionOfVariable(this.variableOf(callee));
    if (callee.type === 'MemberExpression' && callee.object.type === 'ThisExpression') {
      const member = classMember(callee);
      if (member?.type === 'MethodDefinition') return isFunction(member.value) ? member.value : undefined;
      if (member?.type === 'PropertyDefinition' && isFunction(member.value)) return member.value;
    }
    return undefined;
  }

  #index(root: Node, parent?: Node): void {
    if (parent && !root.parent) Reflect.set(root, 'parent', parent);
    for (const node of descendants(root, this.#keys)) {
      for (const child of childrenOf(node, this.#keys)) if (!child.parent) Reflect.set(child, 'parent', node);
      this.#add(node);
    }
  }

  #add(node: Node): void {
    switch (node.type) {
      case 'CallExpression':
        this.calls.push(node);
        break;
      case 'NewExpression':
        this.news.push(node);
        break;
      case 'MemberExpression':
        this.members.push(node);
        break;
      case 'AssignmentExpression':
        this.assignments.push(node);
        break;
      case 'Property':
        this.properties.push(node);
        break;
      case 'Literal':
        this.literals.push(node);
        break;
      case 'JSXAttribute':
        this.attributes.push(node);
        break;
      case 'ImportExpression':
        this.imports.push(node);
        break;
      case 'ReturnStatement':
        this.#addReturn(node);
        break;
      case 'Identifier':
        this.#bindByName(node);
        break;
      default:
        if (isFunction(node)) this.functions.push(node);
        else this.#addMarkup(node);
    }
  }

  #addReturn(node: TSESTree.ReturnStatement): void {
    if (!node.argument) return;
    let around: Node | undefined = node.parent;
    while (around && !isFunction(around)) around = around.parent;
    if (around) addTo(this.#returns, around, node.argument);
  }

  /** vue-eslint-parser and svelte-eslint-parser add nodes of their own; they are known by name only. */
  #addMarkup(node: object & { readonly type: string }): void {
    if (node.type === 'SvelteMustacheTag' && Reflect.get(node, 'kind') === 'raw') {
      this.rawMarkup.push({ by: '{@html}', value: Reflect.get(node, 'expression') as Node });
    }
    if (isSvelteAttribute(node)) {
      const [value, ...others] = node.value;
      if (value?.expression && others.length === 0)
        this.bound.push({ name: node.key.name, value: value.expression });
    }
    if (!isDirective(node)) return;
    const expression = node.value?.expression;
    if (!expression) return;
    const { name, argument } = node.key;
    if (name.name === 'html') this.rawMarkup.push({ by: 'v-html', value: expression });
    else if (name.name === 'bind' && argument?.name !== undefined)
      this.bound.push({ name: argument.name, value: expression });
  }

  /** Expressions of a Vue template read the variables of `<script setup>`, which no scope says. */
  #bindByName(node: Identifier): void {
    if (this.#variables.has(node) || !this.#isInTemplate(node)) return;
    const variable = this.#topLevel.get(node.name);
    if (variable) this.#variables.set(node, variable);
  }

  #isInTemplate(node: Node): boolean {
    for (let at: (object & { readonly type: string }) | undefined = node; at; at = (at as Node).parent) {
      if (at.type === 'VExpressionContainer') return true;
    }
    return false;
  }

  #indexScopes(manager: ScopeManager | null): void {
    for (const scope of manager?.scopes ?? []) {
      for (const reference of scope.references) {
        if (reference.resolved) this.#variables.set(reference.identifier, reference.resolved);
      }
      for (const variable of scope.variables) this.#indexVariable(variable, scope);
    }
  }

  #indexVariable(variable: Variable, scope: Scope): void {
    for (const definition of variable.defs) this.#variables.set(definition.name, variable);
    if (scope.type === 'module' || scope.type === 'global') this.#topLevel.set(variable.name, variable);
  }

  #indexCalls(): void {
    for (const call of this.calls) {
      const target = this.functionOf(call.callee);
      if (target) addTo(this.#callsByFunction, target, call);
    }
  }
}

interface VueDirective {
  readonly type: string;
  readonly key: {
    readonly name: { readonly name: string };
    readonly argument?: { readonly name?: string } | null;
  };
  readonly value: { readonly expression: Node | null } | null;
}

function isDirective(node: object & { readonly type: string }): node is VueDirective {
  return node.type === 'VAttribute' && Reflect.get(node, 'directive') === true;
}

interface SvelteAttribute {
  readonly key: { readonly name: string };
  readonly value: readonly { readonly expression?: Node }[];
}

function isSvelteAttribute(node: object & { readonly type: string }): node is SvelteAttribute & typeof node {
  return node.type === 'SvelteAttribute';
}

function functionOfVariable(variable: Variable | undefined): FunctionNode | undefined {
  const node: Node | undefined = variable?.defs[0]?.node;
  if (isFunction(node)) return node;
  if (node?.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || !node.init) return undefined;
  if (isFunction(node.init)) return node.init;
  // `useCallback(() => …)`, `asyncHandler(async () => …)`: what wraps a function calls it.
  const wrapped = node.init.type === 'CallExpression' ? node.init.arguments[0] : undefined;
  return isFunction(wrapped) ? wrapped : undefined;
}

/** The method or field that `this.name` stands for in the class around it. */
export function classMember(node: Member): TSESTree.ClassElement | undefined {
  let around: Node | undefined = node.parent;
  while (around && around.type !== 'ClassBody') around = around.parent;
  const name = node.property.type === 'Identifier' && !node.computed ? node.property.name : undefined;
  return around?.body.find(
    (element) => 'key' in element && element.key.type === 'Identifier' && element.key.name === name,
  );
}
