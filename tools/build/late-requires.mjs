import { parseAst } from 'rolldown/parseAst';

/**
 * Loads modules when something of them is first used, in CommonJS as rolldown writes it: `let a = require("a")`, whose
 * names are read as `a.name`. A run uses little of what its files name, and each module costs a millisecond and more.
 *
 * What is done with such a variable in any other way leaves it as it is. Lines stay where they are.
 */
export function requireLate(code) {
  const program = parseAst(code, { sourceType: 'script' });
  const found = new Map(
    program.body
      .flatMap(requirementOf)
      .map((one) => [one.name, { ...one, reads: [], exported: [], made: new Set() }]),
  );
  if (found.size === 0) return code;
  visit(program, undefined, (node, parent) => noteUse(node, parent, found));
  for (const statement of program.body) noteExport(statement, found);
  const edits = [...found.values()].filter(({ isOther }) => !isOther).flatMap(editsOf);
  return applied(code, edits);
}

/** `let name = require("module");` at the top of a file, with nothing beside it. */
function requirementOf(statement) {
  if (statement.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return [];
  const [{ id, init }] = statement.declarations;
  const isRequire =
    id.type === 'Identifier' &&
    init?.type === 'CallExpression' &&
    init.callee.name === 'require' &&
    init.arguments.length === 1 &&
    init.arguments[0].type === 'Literal';
  return isRequire ? [{ name: id.name, id, statement, module: init.arguments[0].raw }] : [];
}

/** A name that is declared again within counts as another use, too, and so does `name++`. */
function noteUse(node, parent, found) {
  if (node.type === 'NewExpression') return noteNew(node, found);
  if (node.type !== 'Identifier') return;
  const one = found.get(node.name);
  if (one === undefined || node === one.id || isOnlyName(node, parent)) return;
  if (parent.type === 'MemberExpression' && parent.object === node) one.reads.push(node);
  else one.isOther = true;
}

/** `new a().B()` would make an `a`. */
function noteNew({ callee }, found) {
  let object = callee;
  while (object.type === 'MemberExpression') ({ object } = object);
  found.get(object.name)?.made.add(object);
}

/** `exports.name = a.other;`, which would load `a` with this file. */
function noteExport(statement, found) {
  const { left, right } = statement.expression ?? {};
  if (left?.type !== 'MemberExpression' || left.object.name !== 'exports' || left.computed) return;
  if (right.type !== 'MemberExpression' || right.computed) return;
  const one = found.get(right.object.name);
  if (one === undefined) return;
  one.reads = one.reads.filter((read) => read !== right.object);
  one.exported.push({ statement, as: left.property.name, name: right.property.name });
}

/** The name of a property. */
function isOnlyName(node, parent) {
  if (parent.computed) return false;
  if (parent.type === 'MemberExpression') return parent.property === node;
  const isKey =
    ['Property', 'MethodDefinition', 'PropertyDefinition'].includes(parent.type) && parent.key === node;
  return isKey && parent.shorthand !== true;
}

function editsOf({ name, statement, module, reads, exported, made }) {
  const late = `let ${name}_; const ${name} = () => ${name}_ ??= require(${module});`;
  return [
    { start: statement.start, end: statement.end, text: late },
    ...reads.map((node) => ({
      start: node.start,
      end: node.end,
      text: made.has(node) ? `(${name}())` : `${name}()`,
    })),
    ...exported.map((one) => exportOf(one, name)),
  ];
}

/**
 * The beginning is never run: by it Node knows the name, for an `import` of ES modules. It leaves out what
 * `Object.defineProperty` gives another getter.
 */
function exportOf({ statement: { start, end }, as, name }, late) {
  const getter = `Reflect.defineProperty(exports, "${as}", { enumerable: true, get: () => ${late}().${name} });`;
  return { start, end, text: `0 && (exports.${as} = 0); ${getter}` };
}

function applied(code, edits) {
  let [text, done] = ['', 0];
  for (const { start, end, text: replacement } of edits.sort((a, b) => a.start - b.start)) {
    text += code.slice(done, start) + replacement;
    done = end;
  }
  return text + code.slice(done);
}

function visit(node, parent, see) {
  see(node, parent);
  for (const child of Object.values(node)) {
    const children = Array.isArray(child) ? child : [child];
    for (const one of children) if (typeof one?.type === 'string') visit(one, node, see);
  }
}
