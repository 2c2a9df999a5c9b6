import { child, childrenOf, descendants, firstOfType, type PyNode } from './node.js';

export interface Parameter {
  readonly name: string;
  readonly node: PyNode;
  /** The annotation's text, `Annotated[str, Query()]`. */
  readonly annotation: string | undefined;
  readonly default: PyNode | undefined;
  readonly kind: 'plain' | 'arguments' | 'keywords';
}

export interface Decorator {
  readonly node: PyNode;
  /** As written: `router.get`. */
  readonly name: string;
  readonly call: PyNode | undefined;
}

export interface FunctionInfo {
  readonly name: string;
  readonly node: PyNode;
  readonly body: PyNode;
  readonly parameters: readonly Parameter[];
  readonly decorators: readonly Decorator[];
  readonly owner: ClassInfo | undefined;
}

export interface ClassInfo {
  readonly name: string;
  readonly node: PyNode;
  /** As written: `BaseModel`, `str`, `enum.Enum`. */
  readonly bases: readonly string[];
  readonly methods: Map<string, FunctionInfo>;
  /** Annotated fields of the body: name and type as written. */
  readonly fields: Map<string, string>;
  /** What `self.x = …` and `x = …` in the body assign, the first of each name. */
  readonly attributes: Map<string, PyNode>;
}

/** What one file declares and imports. */
export interface ModuleIndex {
  readonly text: string;
  readonly root: PyNode;
  /** Local name to what it stands for: `sp` to `subprocess`, `system` to `os.system`. */
  readonly imports: ReadonlyMap<string, string>;
  /** Every module that is imported, by its full dotted name. */
  readonly modules: ReadonlySet<string>;
  /** All functions, nested ones and methods too. */
  readonly functions: ReadonlyMap<PyNode, FunctionInfo>;
  readonly classes: ReadonlyMap<string, ClassInfo>;
}

export function indexModule(root: PyNode, text: string): ModuleIndex {
  const index = {
    text,
    root,
    imports: new Map<string, string>(),
    modules: new Set<string>(),
    functions: new Map<PyNode, FunctionInfo>(),
    classes: new Map<string, ClassInfo>(),
  };
  const owners = new Map<PyNode, ClassInfo>();
  for (const node of descendants(root)) {
    if (node.type === 'import_statement') addImport(node, index);
    else if (node.type === 'import_from_statement') addImportFrom(node, index);
    else if (node.type === 'class_definition') addClass(node, index, owners);
    else if (node.type === 'function_definition') addFunction(node, index, owners);
  }
  return index;
}

/** Does the file import the module or a part of it? */
export function importsAny(module: ModuleIndex, ...names: string[]): boolean {
  for (const imported of module.modules) {
    for (const name of names) if (imported === name || imported.startsWith(`${name}.`)) return true;
  }
  return false;
}

export function textOf(module: ModuleIndex, node: PyNode): string {
  return module.text.slice(node.start, node.end);
}

interface Building {
  readonly text: string;
  readonly imports: Map<string, string>;
  readonly modules: Set<string>;
  readonly functions: Map<PyNode, FunctionInfo>;
  readonly classes: Map<string, ClassInfo>;
}

function addImport(node: PyNode, index: Building): void {
  for (const name of childrenOf(node, 'name')) {
    const { full, alias } = importedName(name, index.text);
    index.modules.add(full);
    if (alias === undefined) index.imports.set(full.split('.')[0] as string, full.split('.')[0] as string);
    else index.imports.set(alias, full);
  }
}

function addImportFrom(node: PyNode, index: Building): void {
  const from = child(node, 'module_name');
  if (from === undefined) return;
  const module = index.text.slice(from.start, from.end).replace(/\s/g, '');
  index.modules.add(module);
  for (const name of childrenOf(node, 'name')) {
    const { full, alias } = importedName(name, index.text);
    const dotted = module.endsWith('.') ? module + full : `${module}.${full}`;
    index.imports.set(alias ?? full, dotted);
    index.modules.add(dotted);
  }
}

function importedName(node: PyNode, text: string): { full: string; alias: string | undefined } {
  const name = node.type === 'aliased_import' ? child(node, 'name') : node;
  const alias = node.type === 'aliased_import' ? child(node, 'alias') : undefined;
  return {
    full: name === undefined ? '' : text.slice(name.start, name.end).replace(/\s/g, ''),
    alias: alias === undefined ? undefined : text.slice(alias.start, alias.end),
  };
}

function addClass(node: PyNode, index: Building, owners: Map<PyNode, ClassInfo>): void {
  const name = child(node, 'name');
  const body = child(node, 'body');
  if (name === undefined || body === undefined) return;
  const bases = (child(node, 'superclasses')?.children ?? []).filter(
    (base) => base.type !== 'keyword_argument',
  );
  const info: ClassInfo = {
    name: index.text.slice(name.start, name.end),
    node,
    bases: bases.map((base) => index.text.slice(base.start, base.end)),
    methods: new Map(),
    fields: new Map(),
    attributes: new Map(),
  };
  for (const statement of body.children) addField(statement, info, index.text);
  owners.set(body, info);
  index.classes.set(info.name, info);
}

function addField(statement: PyNode, info: ClassInfo, text: string): void {
  const assignment = statement.type === 'expression_statement' ? statement.children[0] : undefined;
  if (assignment?.type !== 'assignment') return;
  const left = child(assignment, 'left');
  if (left?.type !== 'identifier') return;
  const name = text.slice(left.start, left.end);
  const type = child(assignment, 'type');
  if (type !== undefined) info.fields.set(name, text.slice(type.start, type.end));
  const right = child(assignment, 'right');
  if (right !== undefined) info.attributes.set(name, right);
}

function addFunction(node: PyNode, index: Building, owners: ReadonlyMap<PyNode, ClassInfo>): void {
  const name = child(node, 'name');
  const body = child(node, 'body');
  const parameters = child(node, 'parameters');
  if (name === undefined || body === undefined || parameters === undefined) return;
  const decorated = node.parent?.type === 'decorated_definition' ? node.parent : undefined;
  const block = (decorated ?? node).parent;
  const owner = block === undefined ? undefined : owners.get(block);
  const info: FunctionInfo = {
    name: index.text.slice(name.start, name.end),
    node,
    body,
    parameters: parametersOf(parameters, index.text),
    decorators: (decorated?.children ?? []).flatMap((part) => decoratorOf(part, index.text)),
    owner,
  };
  index.functions.set(node, info);
  if (owner === undefined) return;
  owner.methods.set(info.name, info);
  addSelfAttributes(info, owner, index.text);
}

function addSelfAttributes(method: FunctionInfo, owner: ClassInfo, text: string): void {
  for (const node of descendants(method.body)) {
    if (node.type !== 'assignment') continue;
    const left = child(node, 'left');
    const right = child(node, 'right');
    if (left?.type !== 'attribute' || right === undefined) continue;
    const target = text.slice(left.start, left.end);
    if (!target.startsWith('self.')) continue;
    const name = target.slice('self.'.length);
    if (!owner.attributes.has(name)) owner.attributes.set(name, right);
  }
}

function parametersOf(node: PyNode, text: string): Parameter[] {
  return node.children.flatMap((part) => parameterOf(part, text));
}

export function parameterOf(part: PyNode, text: string): Parameter[] {
  const name = child(part, 'name') ?? (part.type === 'identifier' ? part : splatOrName(part));
  if (name === undefined) return [];
  const spread = [part, ...part.children].find((node) => node.type.endsWith('splat_pattern'));
  const type = child(part, 'type');
  return [
    {
      name: text.slice(name.start, name.end),
      node: part,
      annotation: type === undefined ? undefined : text.slice(type.start, type.end),
      default: child(part, 'value'),
      kind: spread === undefined ? 'plain' : spread.type === 'list_splat_pattern' ? 'arguments' : 'keywords',
    },
  ];
}

function splatOrName(part: PyNode): PyNode | undefined {
  const inner = part.children[0];
  if (inner === undefined) return undefined;
  return inner.type === 'identifier' ? inner : firstOfType(inner, 'identifier');
}

function decoratorOf(node: PyNode, text: string): Decorator[] {
  if (node.type !== 'decorator') return [];
  const expression = node.children[0];
  if (expression === undefined) return [];
  const call = expression.type === 'call' ? expression : undefined;
  const callee = call === undefined ? expression : child(call, 'function');
  if (callee === undefined) return [];
  return [{ node, name: text.slice(callee.start, callee.end).replace(/\s/g, ''), call }];
}
