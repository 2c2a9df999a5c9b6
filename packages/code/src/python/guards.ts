import { ancestors, field, nodesOfType, parts, type Node } from '../syntax.js';
import type { Guard } from '../value.js';
import { stringText } from './text.js';

/** When the two branches of a condition count. */
interface Branches {
  readonly yes: Guard;
  readonly no: Guard;
}

const BOTH: Branches = { yes: 'always', no: 'always' };
const PRODUCTION: Branches = { yes: 'production', no: 'development' };
const DEVELOPMENT: Branches = { yes: 'development', no: 'production' };
const DEPTH_LIMIT = 12;

/** `DEBUG`, `os.getenv("ENV") == "production"`, `not settings.is_dev`, `"RAILWAY_ENVIRONMENT" in os.environ`. */
export function branchesOf(test: Node | undefined, depth = 0): Branches {
  if (!test || depth > DEPTH_LIMIT) return BOTH;
  switch (test.type) {
    case 'parenthesized_expression':
    case 'named_expression':
      return branchesOf(field(test, 'value') ?? parts(test)[0], depth + 1);
    case 'not_operator': {
      const { yes, no } = branchesOf(field(test, 'argument'), depth + 1);
      return { yes: no, no: yes };
    }
    case 'boolean_operator':
      return combined(test, depth + 1);
    case 'comparison_operator':
      return compared(test);
    default:
      return flagged(test);
  }
}

/** `a and b`: where it holds both hold; where it does not, nobody knows which. */
function combined(test: Node, depth: number): Branches {
  const sides = [branchesOf(field(test, 'left'), depth), branchesOf(field(test, 'right'), depth)];
  const first = (side: 'yes' | 'no') =>
    sides.map((one) => one[side]).find((one) => one !== 'always') ?? 'always';
  return field(test, 'operator')?.text === 'and'
    ? { yes: first('yes'), no: 'always' }
    : { yes: 'always', no: first('no') };
}

const STAGE =
  /(?:^|_|\b)(?:(?:NODE_|APP_|FLASK_|DJANGO_|PYTHON_|FASTAPI_)?ENV(?:IRONMENT)?|STAGE|MODE)(?:_NAME)?\b/i;
const PRODUCTION_NAME = /^(?:prod|production|live)$/i;
const DEVELOPMENT_NAME = /^(?:dev|develop|development|local|localhost|test|tests|testing|debug)$/i;
const DEVELOPMENT_FLAG =
  /^(?:is_?|app_?|flask_?|django_?)*(?:dev|debug|development|local|localhost|testing)(?:_?mode)?$/i;
const PRODUCTION_FLAG = /^(?:is_?|in_?|on_?)*(?:prod|production|railway)$/i;
/** Railway sets these, and nobody else does. */
const OF_RAILWAY = /^(?:RAILWAY_\w+|PORT)$/;

function compared(test: Node): Branches {
  const operator = test.children.find(
    (child) => child && /^(?:==|!=|in|not in|is|is not)$/.test(child.type),
  )?.type;
  const [left, right] = parts(test);
  if (!left || !right || operator === undefined) return BOTH;
  const negated = operator === '!=' || operator === 'not in' || operator === 'is not';
  const branches = ofComparison(left, right, operator);
  return negated ? { yes: branches.no, no: branches.yes } : branches;
}

function ofComparison(left: Node, right: Node, operator: string): Branches {
  const name = stringText(left);
  if (name !== undefined && /\benviron\b/.test(right.text)) return OF_RAILWAY.test(name) ? PRODUCTION : BOTH;
  if (right.type === 'true' || right.type === 'none' || right.type === 'false') {
    const { yes, no } = flagged(left);
    return right.type === 'true' ? { yes, no } : { yes: no, no: yes };
  }
  if (operator.startsWith('is') || !STAGE.test(left.text.slice(0, 200))) return BOTH;
  const words = right.type === 'string' ? [right] : nodesOfType(right, 'string').slice(0, 20);
  const texts = words.map((word) => stringText(word) ?? '');
  if (texts.length === 0) return BOTH;
  // "staging" runs on Railway too.
  if (texts.every((text) => DEVELOPMENT_NAME.test(text))) return DEVELOPMENT;
  return texts.some((text) => PRODUCTION_NAME.test(text)) ? PRODUCTION : BOTH;
}

/** The last name of a chain, or the variable of the environment that is read. */
function flagged(test: Node): Branches {
  const text = test.text.slice(0, 200);
  const read = /\b(?:getenv|environ|env|config)\b/.test(text)
    ? stringText(nodesOfType(test, 'string')[0])
    : undefined;
  if (read !== undefined && OF_RAILWAY.test(read)) return PRODUCTION;
  const name = read ?? lastName(test);
  if (DEVELOPMENT_FLAG.test(name)) return DEVELOPMENT;
  return PRODUCTION_FLAG.test(name) ? PRODUCTION : BOTH;
}

function lastName(node: Node): string {
  const target = node.type === 'call' ? field(node, 'function') : node;
  return (target?.type === 'attribute' ? field(target, 'attribute') : target)?.text.slice(0, 60) ?? '';
}

/** When a piece of code runs, by the conditions around it. */
export function guardOf(node: Node): Guard {
  let below = node;
  for (const above of ancestors(node)) {
    const guard = guardIn(above, below);
    if (guard !== 'always') return guard;
    below = above;
  }
  return 'always';
}

function guardIn(above: Node, below: Node): Guard {
  if (above.type === 'if_statement') return ofStatement(above, below);
  if (above.type === 'elif_clause') {
    return field(above, 'consequence')?.equals(below) ? branchesOf(field(above, 'condition')).yes : 'always';
  }
  if (above.type === 'conditional_expression') {
    const [yes, test, no] = parts(above);
    if (yes?.equals(below)) return branchesOf(test).yes;
    return no?.equals(below) ? branchesOf(test).no : 'always';
  }
  if (above.type === 'boolean_operator' && field(above, 'operator')?.text === 'and') {
    return field(above, 'right')?.equals(below) ? branchesOf(field(above, 'left')).yes : 'always';
  }
  return 'always';
}

function ofStatement(statement: Node, branch: Node): Guard {
  if (field(statement, 'consequence')?.equals(branch)) return branchesOf(field(statement, 'condition')).yes;
  if (branch.type !== 'else_clause' && branch.type !== 'elif_clause') return 'always';
  return branchesOf(field(statement, 'condition')).no;
}
