import { ancestors, type Node } from '../syntax.js';
import type { Guard } from '../value.js';
import type { Binding, Branch, Reading, Tree } from './tree.js';

/** When the two branches of a condition count. */
interface Branches {
  readonly yes: Guard;
  readonly no: Guard;
}

const BOTH: Branches = { yes: 'always', no: 'always' };
const PRODUCTION: Branches = { yes: 'production', no: 'development' };
const DEVELOPMENT: Branches = { yes: 'development', no: 'production' };
const DEPTH_LIMIT = 12;

/** `env == "production"`, `!isDev`, `os.Getenv("RAILWAY_ENVIRONMENT") != ""`. */
export function branchesOf(reading: Reading, test: Node, depth = 0): Branches {
  if (depth > DEPTH_LIMIT) return BOTH;
  const tree = reading.read(test);
  switch (tree.kind) {
    case 'same':
      return branchesOf(reading, tree.of, depth + 1);
    case 'not':
      return swapped(branchesOf(reading, tree.of, depth + 1));
    case 'and':
    case 'or':
      return both(reading, tree, depth + 1);
    case 'compare':
      return compared(reading, tree);
    default:
      return flagged(reading, test, tree);
  }
}

export function opposite(guard: Guard): Guard {
  if (guard === 'always') return guard;
  return guard === 'production' ? 'development' : 'production';
}

function swapped({ yes, no }: Branches): Branches {
  return { yes: no, no: yes };
}

/** `a && b`: where it holds both hold; where it does not, nobody knows which. */
function both(reading: Reading, tree: Extract<Tree, { kind: 'and' | 'or' }>, depth: number): Branches {
  const sides = [branchesOf(reading, tree.left, depth), branchesOf(reading, tree.right, depth)];
  const first = (side: 'yes' | 'no') =>
    sides.map((one) => one[side]).find((one) => one !== 'always') ?? 'always';
  return tree.kind === 'and' ? { yes: first('yes'), no: 'always' } : { yes: 'always', no: first('no') };
}

const STAGE =
  /(?:^|[_.\W]|\b)(?:(?:[A-Z]{2,10}_)?ENV(?:IRONMENT)?|STAGE|(?:GIN_|RUN_)?MODE|PROFILE)(?:_NAME)?(?:\b|$)|(?:^|[._])(?:app|run|rails|go)_?env\b|(?:^|\W)(?:environment|stage)\b/i;
const PRODUCTION_NAME = /^(?:prod|production|live|release)$/i;
const DEVELOPMENT_NAME = /^(?:dev|develop|development|local|localhost|test|tests|testing|debug)$/i;
const DEVELOPMENT_FLAG =
  /^(?:is_?|app_?|env_?|in_?|use_?)*(?:dev|debug|development|local|localhost|testing|tests?)(?:_?mode|_?env(?:ironment)?)?\??$/i;
const PRODUCTION_FLAG =
  /^(?:is_?|in_?|on_?|app_?|env_?)*(?:prod|production|railway)(?:_?mode|_?env(?:ironment)?)?\??$/i;
/** Railway sets these, and nobody else does. */
const OF_RAILWAY = /\bRAILWAY_[A-Z_]+\b/;
const LONGEST_TEST = 300;

function compared(reading: Reading, tree: Extract<Tree, { kind: 'compare' }>): Branches {
  const { operator, left, right } = tree;
  if (operator === 'other') return BOTH;
  const sides = [left, right];
  const trees = sides.map((side) => reading.read(side));
  const literal = trees.findIndex(({ kind }) => kind === 'literal');
  const written = trees[literal];
  const asked = sides[literal === 0 ? 1 : 0] as Node;
  if (written?.kind !== 'literal') return operator === 'in' ? among(reading, tree) : BOTH;
  const branches = ofComparison(reading, asked, written.value);
  return operator === '!=' ? swapped(branches) : branches;
}

function ofComparison(reading: Reading, asked: Node, value: string | number | boolean | null): Branches {
  const flag = flagged(reading, asked, reading.read(asked));
  if (value === true) return flag;
  if (value === false || value === null || value === '') return swapped(flag);
  if (typeof value !== 'string' || !STAGE.test(shortText(asked))) return BOTH;
  if (DEVELOPMENT_NAME.test(value)) return DEVELOPMENT;
  return PRODUCTION_NAME.test(value) ? PRODUCTION : BOTH;
}

/** `env in ["dev", "test"]`. Staging runs on Railway too. */
function among(reading: Reading, { left, right }: Extract<Tree, { kind: 'compare' }>): Branches {
  const list = reading.read(right);
  if (list.kind !== 'list' || !STAGE.test(shortText(left))) return BOTH;
  const texts = list.items.slice(0, 20).map((item) => {
    const tree = reading.read(item);
    return tree.kind === 'literal' ? String(tree.value) : '';
  });
  if (texts.length === 0) return BOTH;
  if (texts.every((text) => DEVELOPMENT_NAME.test(text))) return DEVELOPMENT;
  return texts.some((text) => PRODUCTION_NAME.test(text)) ? PRODUCTION : BOTH;
}

/** The last name of a chain, or the variable of the environment that is read. */
function flagged(reading: Reading, node: Node, tree: Tree): Branches {
  const text = shortText(node);
  if (OF_RAILWAY.test(text)) return PRODUCTION;
  const name = lastName(tree);
  if (DEVELOPMENT_FLAG.test(name)) return DEVELOPMENT;
  if (PRODUCTION_FLAG.test(name)) return PRODUCTION;
  if (tree.kind !== 'call') return BOTH;
  const [first] = tree.arguments;
  const asked = first && reading.read(first.value);
  if (asked?.kind !== 'literal' || typeof asked.value !== 'string') return equalsCall(reading, tree);
  if (tree.on && tree.arguments.length === 1 && EQUALS.test(tree.name)) return equalsCall(reading, tree);
  return DEVELOPMENT_FLAG.test(asked.value) ? DEVELOPMENT : BOTH;
}

const EQUALS = /^(?:equals|equalsIgnoreCase|eq|Equals|contains)$/;

/** `"production".equals(env)`, `env.equals("dev")`. */
function equalsCall(
  reading: Reading,
  { on, name, arguments: [first] }: Extract<Tree, { kind: 'call' }>,
): Branches {
  if (!on || !first || !EQUALS.test(name)) return BOTH;
  const [left, right] = [reading.read(on), reading.read(first.value)];
  if (right.kind === 'literal') return ofComparison(reading, on, right.value);
  return left.kind === 'literal' ? ofComparison(reading, first.value, left.value) : BOTH;
}

function lastName(tree: Tree): string {
  return tree.kind === 'name' || tree.kind === 'member' || tree.kind === 'call' ? tree.name : '';
}

/** The text of a huge node costs as much as it is long. */
function shortText(node: Node): string {
  return node.endIndex - node.startIndex > LONGEST_TEST ? '' : node.text;
}

/** When a piece of code runs, by the conditions around it. */
export function guardOf(reading: Reading, node: Node): Guard {
  let below = node;
  for (const above of ancestors(node)) {
    const guard = reading.guard?.(above) ?? guardIn(reading, above, below);
    if (guard !== 'always') return guard;
    below = above;
  }
  return 'always';
}

function guardIn(reading: Reading, above: Node, below: Node): Guard {
  const branch = reading.branch(above) ?? expressionBranch(reading, above);
  const side = branch?.test && sideOf(branch, below);
  return branch?.test && side ? branchesOf(reading, branch.test)[side] : 'always';
}

/** `a ? b : c`, `isDev && listen()`. */
function expressionBranch(reading: Reading, node: Node): Branch | undefined {
  const tree = reading.read(node);
  if (tree.kind === 'conditional') return tree;
  return tree.kind === 'and' ? { test: tree.left, yes: tree.right } : undefined;
}

function sideOf({ yes, no }: Branch, below: Node): 'yes' | 'no' | undefined {
  if (yes?.equals(below)) return 'yes';
  return no?.equals(below) ? 'no' : undefined;
}

/** Is an assignment in a branch, seen from the scope that declares the variable? */
export function isConditional(reading: Reading, { node }: Binding, scope: Node): boolean {
  let below = node;
  for (const above of ancestors(node)) {
    if (above.id === scope.id) return false;
    const branch = reading.branch(above);
    if (branch && sideOf(branch, below)) return true;
    below = above;
  }
  // Made somewhere else than where it is declared: there may be others.
  return true;
}
