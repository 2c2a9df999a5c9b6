import { argument, type CallSite, type Reporter } from '../flow/call-site.js';
import { deepTaint, reaching, type Value } from '../flow/value.js';
import { importsAny } from '../syntax/module-index.js';
import { reportFlow } from './sinks.js';

const SQL =
  /\b(?:select\b[\s\S]*\bfrom|insert\s+into|update\b[\s\S]*\bset|delete\s+from|replace\s+into|create\s+(?:table|database|role|user|index|schema)|alter\s+(?:table|role|user)|drop\s+(?:table|database|schema)|truncate|grant\b[\s\S]*\bto|order\s+by|where\b|union\s+(?:all\s+)?select|with\s+\w+\s+as|copy\s+\w+|call\s+\w+|pragma\b|exec(?:ute)?\s+\w+|set\s+(?:local|session|role|search_path)|explain|like\s+')/i;

/** Methods that take SQL and little else. */
const CLEAR =
  /^(?:executemany|executescript|exec_driver_sql|fetchrow|fetchval|fetch_all|fetch_one|fetch_val|mogrify|copy_expert|read_sql|read_sql_query)$/;
/** Methods of many things: what they are given, or called on, must look like SQL. */
const AMBIGUOUS =
  /^(?:execute|execute_sql|exec|fetch|raw|query|run|sql|cursor|scalars?|stream|select_from_statement|prepare|scalar_one|execute_query|execute_insert)$/;
const DATABASE =
  /(?:^|[._])(?:cursor|cur|curs|conn|connection|db|database|session|engine|tx|transaction|pool|con|sqlite|pg|postgres|mysql|dbapi|c)(?:$|[\d_(])|(?:sqlite3|psycopg2?|asyncpg|pymysql|MySQLdb|mysql|aiomysql|aiosqlite|databases|sqlalchemy|sqlmodel|duckdb|oracledb|cx_Oracle|pyodbc|clickhouse_\w+|records|dataset|tortoise|peewee)\b/i;
const SINK = {
  ruleId: 'lint/sql-injection',
  severity: 'high',
  what: 'becomes part of the SQL text of',
} as const;

/** SQL that is put together from input. Bound parameters are further arguments and never looked at. */
export function checkSql(call: CallSite, report: Reporter): void {
  const given = textArgument(call);
  if (given === undefined) return;
  const taint =
    reaching(given.value, 'sql') ?? (call.method === 'extra' ? deepTaint(given.value, 'sql') : undefined);
  if (taint === undefined) return;
  reportFlow(call, given.node, SINK, taint, report);
}

function textArgument(call: CallSite): ReturnType<typeof argument> {
  if (call.name === 'sqlalchemy.text' || /(?:^|\.)(?:RawSQL|literal_column|DDL)$/.test(call.name))
    return argument(call, 0, 'text', 'sql');
  if (call.method === 'extra' && isDjangoQuery(call)) return extraArgument(call);
  if (/^(?:read_sql|read_sql_query)$/.test(call.method)) return argument(call, 0, 'sql');
  const first = argument(call, 0, 'query', 'sql', 'statement', 'operation', 'raw_query', 'sql_query');
  if (first === undefined || isBoundText(first.value)) return undefined;
  if (call.method === 'raw' && isDjangoQuery(call)) return first;
  if (call.receiver === undefined) return undefined;
  if (CLEAR.test(call.method)) return first;
  if (!AMBIGUOUS.test(call.method)) return undefined;
  return looksLikeSql(first.value) || (isBare(first.value) && isDatabase(call)) ? first : undefined;
}

/** `text("…")` was looked at where it was made. */
function isBoundText(value: Value): boolean {
  return value.name === 'sqlalchemy.text()';
}

function isDjangoQuery(call: CallSite): boolean {
  return /\.objects\b|\bqueryset\b|\bqs\b|\.filter\(|\.annotate\(/.test(call.receiverText);
}

function extraArgument(call: CallSite): ReturnType<typeof argument> {
  return call.arguments.find((one) => /^(?:select|where|tables|order_by)$/.test(one.keyword ?? ''));
}

function looksLikeSql(value: Value): boolean {
  return value.constants !== undefined && SQL.test(value.constants);
}

/** The input alone is the statement. */
function isBare(value: Value): boolean {
  return (value.constants ?? '').replaceAll('\u0000', '').trim() === '' && value.name === undefined;
}

function isDatabase(call: CallSite): boolean {
  if (!/^(?:execute|exec|execute_sql|fetch|execute_query)$/.test(call.method)) return false;
  if (!DATABASE.test(call.receiverText) && !DATABASE.test(call.name)) return false;
  return (
    importsAny(
      call.module,
      'sqlite3',
      'psycopg',
      'psycopg2',
      'asyncpg',
      'pymysql',
      'MySQLdb',
      'mysql',
      'aiomysql',
      'aiosqlite',
      'databases',
      'sqlalchemy',
      'sqlmodel',
      'duckdb',
      'oracledb',
      'cx_Oracle',
      'pyodbc',
      'django',
      'flask_sqlalchemy',
    ) || /cursor|conn/i.test(call.receiverText)
  );
}
