/** What a column holds. */
export type SqliteValue = number | string | Buffer | null;

export interface SqliteTable {
  readonly name: string;
  /** `CREATE TABLE …`, word for word as SQLite would keep it. */
  readonly sql: string;
  /** Numbered from 1. A column that is `INTEGER PRIMARY KEY` is that number, and `null` here. */
  readonly rows: readonly (readonly SqliteValue[])[];
  readonly indexes: readonly SqliteIndex[];
}

export interface SqliteIndex {
  readonly name: string;
  readonly sql: string;
  /** Places of its columns in the row. */
  readonly columns: readonly number[];
}

interface Page {
  readonly kind: number;
  readonly cells: readonly Buffer[];
}

const PAGE = 4096;
const FILE_HEADER = 100;
const TABLE_LEAF = 0x0d;
const INDEX_LEAF = 0x0a;

/**
 * The bytes of an SQLite database (https://www.sqlite.org/fileformat2.html), for Node 20 has no SQLite. Each table and index is
 * one page without a tree, hence some thirty rows.
 *
 * @throws if a page is full
 */
export function sqliteFile(tables: readonly SqliteTable[]): Buffer {
  const pages: Page[] = [];
  const schema: SqliteValue[][] = [];
  // The schema is page 1: what it names starts at page 2.
  for (const { name, sql, rows, indexes } of tables) {
    pages.push({ kind: TABLE_LEAF, cells: rows.map((row, i) => tableCell(i + 1, row)) });
    schema.push(['table', name, name, pages.length + 1, sql]);
    for (const index of indexes) {
      pages.push({ kind: INDEX_LEAF, cells: indexCells(index, rows) });
      schema.push(['index', index.name, name, pages.length + 1, index.sql]);
    }
  }
  const first = { kind: TABLE_LEAF, cells: schema.map((row, i) => tableCell(i + 1, row)) };
  const content = [pageOf(first, FILE_HEADER), ...pages.map((page) => pageOf(page, 0))];
  fileHeader(content.length).copy(content[0] ?? Buffer.alloc(0));
  return Buffer.concat(content);
}

/** Sections 1.3 and following; the fields that are left out are zero. */
function fileHeader(pages: number): Buffer {
  const header = Buffer.alloc(FILE_HEADER);
  header.write('SQLite format 3\0', 'latin1');
  header.writeUInt16BE(PAGE, 16);
  header.set([1, 1, 0, 64, 32, 32], 18);
  const fields: readonly (readonly [number, number])[] = [
    [24, 1], // How often the file was changed.
    [28, pages],
    [40, 1], // How often the schema was changed.
    [44, 4], // Format of the schema.
    [56, 1], // UTF-8.
    [92, 1], // The change at which the next field was true.
    [96, 3_040_001], // Version of SQLite.
  ];
  for (const [at, value] of fields) header.writeUInt32BE(value, at);
  return header;
}

/** Cells lie at the end of the page, pointers to them at its start. */
function pageOf({ kind, cells }: Page, start: number): Buffer {
  const page = Buffer.alloc(PAGE);
  let end = PAGE;
  for (const [i, cell] of cells.entries()) {
    end -= cell.length;
    if (end < start + 8 + 2 * cells.length) throw new Error('There are too many rows for a page.');
    cell.copy(page, end);
    page.writeUInt16BE(end, start + 8 + 2 * i);
  }
  page.writeUInt8(kind, start);
  page.writeUInt16BE(cells.length, start + 3);
  page.writeUInt16BE(end, start + 5);
  return page;
}

function tableCell(rowId: number, row: readonly SqliteValue[]): Buffer {
  const content = record(row);
  return Buffer.concat([varint(content.length), varint(rowId), content]);
}

/** In the order of their columns: numbers, text by its bytes, blobs by theirs; each ends with the number of its row. */
function indexCells({ columns }: SqliteIndex, rows: readonly (readonly SqliteValue[])[]): Buffer[] {
  const keys = rows.map((row, i) => [...columns.map((column) => row[column] ?? null), i + 1]);
  return keys.sort(compareKeys).map((key) => {
    const content = record(key);
    return Buffer.concat([varint(content.length), content]);
  });
}

function compareKeys(a: readonly SqliteValue[], b: readonly SqliteValue[]): number {
  for (const [i, left] of a.entries()) {
    const right = b[i] ?? null;
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : Buffer.compare(bytesOf(left), bytesOf(right));
    if (order !== 0) return order;
  }
  return 0;
}

/** Section 2.1: the kinds of all values, then the values. */
function record(values: readonly SqliteValue[]): Buffer {
  const kinds = Buffer.concat(values.map((value) => varint(kindOf(value))));
  // The header counts its own length, which is one byte here.
  if (kinds.length > 126) throw new Error('There are too many columns.');
  return Buffer.concat([varint(kinds.length + 1), kinds, ...values.map(bytesOf)]);
}

/** Serial types: 4 is a number of 32 bits. */
function kindOf(value: SqliteValue): number {
  if (value === null) return 0;
  if (typeof value === 'number') return 4;
  const length = Buffer.byteLength(value);
  return 2 * length + (typeof value === 'string' ? 13 : 12);
}

function bytesOf(value: SqliteValue): Buffer {
  if (value === null) return Buffer.alloc(0);
  if (typeof value !== 'number') return Buffer.from(value);
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

/** Seven bits a byte, the highest first. */
function varint(value: number): Buffer {
  const bytes = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) bytes.unshift((left & 0x7f) | 0x80);
  return Buffer.from(bytes);
}
