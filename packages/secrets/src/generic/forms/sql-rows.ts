import type { Candidate, FileForm } from '../form.js';
import { linesOf } from '../lines.js';
import { classifyName } from '../names.js';

const INSERT =
  /\binsert\s{1,8}(?:ignore\s{1,8})?into\s{1,8}[\w."`[\]]{1,128}\s{0,8}\((?<columns>[^()\n]{1,2000})\)\s{0,8}values?\b/i;
const COPY = /^COPY\s{1,8}[\w."]{1,128}\s{0,8}\((?<columns>[^()\n]{1,2000})\)\s{1,8}FROM\s{1,8}stdin;/i;
/** One value of a row: a string, or anything without quotes; then what ends it. */
const VALUE = /\s*(?:N?'(?<text>(?:[^'\\]|''|\\.)*)'|[^',()]*)\s*(?<end>[,)])/dy;
const HASH = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i;

/** Rows of tables that have a column for passwords or keys, as `INSERT` and the `COPY` of pg_dump write them. */
export const SQL_ROWS: FileForm = {
  id: 'sql-rows',
  reads: (path) => /\.(?:sql|dump|mysql|pgsql|psql)$/i.test(path),
  *find(text) {
    let table: Table | undefined;
    for (const { text: line, at } of linesOf(text)) {
      const begins = INSERT.exec(line) ?? COPY.exec(line);
      if (begins) table = tableOf(begins[0], begins.groups?.['columns'] ?? '');
      if (!table || table.columns.size === 0) continue;
      const from = begins ? begins.index + begins[0].length : 0;
      if (table.isCopy && begins) continue;
      for (const found of table.isCopy ? copied(line, table) : inserted(line, from, table))
        yield { ...found, start: at + found.start, end: at + found.end };
      if (line === '\\.' || (!table.isCopy && /;\s*$/.test(line))) table = undefined;
    }
  },
};

interface Table {
  readonly isCopy: boolean;
  /** Name by index, of those that hold secrets. */
  readonly columns: ReadonlyMap<number, string>;
}

function tableOf(begins: string, list: string): Table {
  const columns = new Map<number, string>();
  for (const [index, column] of list.split(',').entries()) {
    const name = column.replace(/[\s"`[\]]/g, '');
    if (classifyName(name) !== undefined) columns.set(index, name);
  }
  return { isCopy: /^copy/i.test(begins), columns };
}

function* inserted(line: string, from: number, { columns }: Table): Generator<Candidate> {
  for (let open = line.indexOf('(', from); open >= 0;) {
    VALUE.lastIndex = open + 1;
    let end = ',';
    for (let column = 0; end === ','; column++) {
      const match = VALUE.exec(line);
      if (!match) return;
      end = match.groups?.['end'] ?? '';
      const [name, at] = [columns.get(column), match.indices?.groups?.['text']];
      if (name !== undefined && at) yield candidate(line, name, at[0], at[1]);
      open = match.index + match[0].length;
    }
    open = line.indexOf('(', open);
  }
}

function* copied(line: string, { columns }: Table): Generator<Candidate> {
  let at = 0;
  for (const [column, value] of line.split('\t').entries()) {
    const name = columns.get(column);
    if (name !== undefined && value !== '\\N') yield candidate(line, name, at, at + value.length);
    at += value.length + 1;
  }
}

function candidate(line: string, name: string, start: number, end: number): Candidate {
  const isPassword = classifyName(name) === 'password';
  const isHash = isPassword && HASH.test(line.slice(start, end));
  const kind = isHash ? 'password-hash' : isPassword ? 'hard-coded-password' : 'hard-coded-secret';
  return { kind, start, end, name, trust: 'given' };
}
