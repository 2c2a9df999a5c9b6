import { memberName, propertyOf, unwrap, type Call, type Node } from '../model/ast.js';
import { nameOf, receiverWord, shortName } from '../model/names.js';
import { sketch } from '../model/static-text.js';
import { flowHit, type Check, type CheckInput } from './check.js';

const ruleId = 'lint/sql-injection';
/** Take SQL text, whatever they are called on. */
const UNSAFE_BY_NAME =
  /^(?:\$queryRawUnsafe|\$executeRawUnsafe|queryRawUnsafe|executeRawUnsafe|whereRaw|orWhereRaw|andWhereRaw|havingRaw|orHavingRaw|orderByRaw|groupByRaw|joinRaw|fromRaw|selectRaw|literal|unsafe)$/;
const METHODS = new Set([
  'query',
  'execute',
  'raw',
  'exec',
  'run',
  'all',
  'get',
  'each',
  'prepare',
  'any',
  'one',
  'many',
  'oneOrNone',
  'manyOrNone',
  'none',
  'batch',
  'queryArray',
  'queryObject',
  'simpleQuery',
]);
/** TypeORM's query builder: a condition is SQL text. */
const BUILDER_METHODS =
  /^(?:where|andWhere|orWhere|having|andHaving|orderBy|addOrderBy|addSelect|select|groupBy|leftJoin|innerJoin)$/;
const DRIVERS =
  /^(?:pg|mysql2?|mysql2\/promise|sqlite3?|better-sqlite3|knex|sequelize|typeorm|mssql|oracledb|postgres|pg-promise|slonik|@prisma\/client|mariadb|@neondatabase\/serverless|@vercel\/postgres|@libsql\/client|drizzle-orm|bun:sqlite|sqlite|tedious)\b/;
const DATABASE_WORD =
  /^(?:db|database|pool|client|conn|connection|sql|pg|pgClient|pgPool|mysql|sqlite|sequelize|knex|prisma|tx|trx|transaction|queryRunner|manager|entityManager|dataSource|datasource|em|getPool|getConnection|getDb|getClient|dbClient|dbPool|repo|repository)$/i;
const STATEMENT =
  /^\s{0,200}\(?\s{0,200}(?:--[^\n]{0,200}\n\s{0,200}){0,20}(?:select|insert\s+into|update|delete\s+from|delete|replace\s+into|merge\s+into|with|create|alter|drop|truncate|grant|revoke|call|exec|explain|copy|set|show)\b/i;
const FRAGMENT = /\b(?:where|from|order\s+by|group\s+by|limit|values|join|like|and|or|in)\b|=/i;

export const checkSqlInjection: Check = (input) => {
  for (const call of input.model.calls) {
    const text = call.arguments[0] ? statementOf(input, call) : undefined;
    if (text) checkStatement(input, call, text);
  }
};

function checkStatement({ model, flow, report }: CheckInput, call: Call, text: Node): void {
  const taint = flow.taintOf(text, 'sql');
  if (!taint) return;
  const reaches = `the SQL text of \`${shortName(model, call.callee)}\``;
  report(flowHit(taint, { ruleId, severity: 'high', node: text, reaches }));
}

/** The argument that is SQL text, when the call is one that takes some. */
function statementOf({ model }: CheckInput, call: Call): Node | undefined {
  const callee = unwrap(call.callee);
  const first = call.arguments[0] ? textOfQuery(call.arguments[0]) : undefined;
  if (!first) return undefined;
  const name = nameOf(model, callee);
  if (callee.type !== 'MemberExpression') {
    return /^(?:drizzle-orm\.sql\.raw|sequelize\.literal|typeorm\.Raw)$/.test(name) ? first : undefined;
  }
  const method = memberName(callee) ?? '';
  if (UNSAFE_BY_NAME.test(method))
    return method === 'literal' && !/sequelize/i.test(name) ? undefined : first;
  if (METHODS.has(method)) return isDatabase(model, callee, name, first) ? first : undefined;
  const isBuilder = BUILDER_METHODS.test(method) && /createQueryBuilder\(\)/.test(name);
  return isBuilder && FRAGMENT.test(sketch(model, first)) ? first : undefined;
}

function isDatabase(
  model: CheckInput['model'],
  callee: Extract<Node, { type: unknown }> & { object: Node },
  name: string,
  text: Node,
): boolean {
  if (STATEMENT.test(sketch(model, text))) return true;
  if (DRIVERS.test(name))
    return (
      /\.(?:query|execute|raw|exec|prepare|unsafe|any|one|many)$/.test(name) ||
      !/\.(?:get|all|run)$/.test(name)
    );
  return (
    callee.type === 'MemberExpression' &&
    DATABASE_WORD.test(receiverWord(callee)) &&
    /^(?:query|execute|raw|prepare)$/.test(memberName(callee) ?? '')
  );
}

/** `query({ text, values })` of pg, `execute({ sql, args })` of libsql, `query(sql, …)`. */
function textOfQuery(argument: Node): Node | undefined {
  const node = unwrap(argument);
  if (node.type !== 'ObjectExpression') return node;
  return propertyOf(node, 'text') ?? propertyOf(node, 'sql') ?? propertyOf(node, 'query');
}
