import { DEPTH_LIMIT, type DataNode, type DataTable } from './node.js';
import { TomlScanner } from './toml-scanner.js';

/**
 * Reads TOML 1.1 (which holds 1.0) strictly and in linear time. Our own, since lockfiles of 10 MB are common and the
 * library takes seconds and sixty times their size for them; a test compares the two.
 *
 * @throws {ReadError}
 */
export function readToml(text: string): DataTable {
  return new TomlReader(text).read();
}

/** How a table came to be, which decides what may still be added to it. */
type Origin = 'header' | 'implicit' | 'dotted' | 'inline';

class Table extends Map<string, DataNode> {
  origin: Origin;

  constructor(origin: Origin) {
    super();
    this.origin = origin;
  }
}

/** The list that `[[name]]` makes. Other lists are closed. */
class TableList extends Array<DataNode> {}

class TomlReader {
  readonly #scanner: TomlScanner;

  constructor(text: string) {
    this.#scanner = new TomlScanner(text);
  }

  read(): Table {
    const root = new Table('header');
    const scanner = this.#scanner;
    let here = root;
    for (scanner.skipLines(); !scanner.done; scanner.skipLines()) {
      const { line } = scanner;
      if (scanner.takes('[[')) here = this.#openList(root, this.#header(']]'), line);
      else if (scanner.takes('[')) here = this.#openTable(root, this.#header(']'), line);
      else this.#pair(here, 0);
      scanner.endLine();
    }
    return root;
  }

  #header(close: string): string[] {
    const key = this.#scanner.key(DEPTH_LIMIT);
    if (!this.#scanner.takes(close)) this.#scanner.fail(`\`${close}\` is expected`);
    return key;
  }

  #openTable(root: Table, key: readonly string[], line: number): Table {
    const parent = this.#walk(root, key, line);
    const name = key.at(-1) ?? '';
    const there = parent.get(name);
    if (there === undefined) {
      const table = new Table('header');
      parent.set(name, { line, value: table });
      return table;
    }
    if (!(there.value instanceof Table) || there.value.origin !== 'implicit') this.#twice(name);
    there.value.origin = 'header';
    return there.value;
  }

  #openList(root: Table, key: readonly string[], line: number): Table {
    const parent = this.#walk(root, key, line);
    const name = key.at(-1) ?? '';
    const there = parent.get(name);
    const table = new Table('header');
    if (there === undefined) parent.set(name, { line, value: TableList.of({ line, value: table }) });
    else if (there.value instanceof TableList) there.value.push({ line, value: table });
    else this.#twice(name);
    return table;
  }

  /** The table that a header's last part is put into; of a list of tables the last one. */
  #walk(root: Table, key: readonly string[], line: number): Table {
    let here = root;
    for (const part of key.slice(0, -1)) {
      const node = here.get(part);
      const value = node?.value instanceof TableList ? node.value.at(-1)?.value : node?.value;
      if (node === undefined) {
        const table = new Table('implicit');
        here.set(part, { line, value: table });
        here = table;
      } else if (value instanceof Table && value.origin !== 'inline') here = value;
      else this.#twice(part);
    }
    return here;
  }

  #pair(table: Table, depth: number): void {
    const scanner = this.#scanner;
    const { line } = scanner;
    const key = scanner.key(DEPTH_LIMIT);
    if (!scanner.takes('=')) scanner.fail('`=` is expected after the key');
    scanner.skipSpaces();
    let here = table;
    for (const part of key.slice(0, -1)) here = this.#dotted(here, part, line);
    const name = key.at(-1) ?? '';
    const value = this.#value(depth + key.length);
    if (here.has(name)) this.#twice(name);
    here.set(name, { line, value });
  }

  #dotted(here: Table, part: string, line: number): Table {
    const there = here.get(part)?.value;
    if (there === undefined) {
      const table = new Table('dotted');
      here.set(part, { line, value: table });
      return table;
    }
    if (there instanceof Table && there.origin === 'dotted') return there;
    return this.#twice(part);
  }

  #value(depth: number): DataNode['value'] {
    const scanner = this.#scanner;
    if (depth > DEPTH_LIMIT) scanner.fail(`it is nested more than ${DEPTH_LIMIT} levels deep`);
    const string = scanner.string();
    if (string !== undefined) return string;
    if (scanner.takes('[')) return this.#array(depth);
    if (scanner.takes('{')) return this.#inlineTable(depth);
    const word = scanner.bareValue();
    return bareValue(word) ?? scanner.fail('a value is expected after the key');
  }

  #array(depth: number): DataNode[] {
    const scanner = this.#scanner;
    const items: DataNode[] = [];
    for (;;) {
      scanner.skipLines();
      if (scanner.takes(']')) return items;
      const { line } = scanner;
      items.push({ line, value: this.#value(depth + 1) });
      scanner.skipLines();
      if (scanner.takes(']')) return items;
      if (!scanner.takes(',')) scanner.fail('`,` or `]` is expected');
    }
  }

  #inlineTable(depth: number): Table {
    const scanner = this.#scanner;
    const table = new Table('inline');
    for (;;) {
      scanner.skipLines();
      if (scanner.takes('}')) return close(table);
      this.#pair(table, depth + 1);
      scanner.skipLines();
      if (scanner.takes('}')) return close(table);
      if (!scanner.takes(',')) scanner.fail('`,` or `}` is expected');
    }
  }

  #twice(name: string): never {
    return this.#scanner.fail(`\`${name.slice(0, 100)}\` is defined twice`);
  }
}

/** What dotted keys made inside an inline table is as closed as the table itself. */
function close(table: Table): Table {
  for (const { value } of table.values())
    if (value instanceof Table && value.origin === 'dotted') value.origin = 'inline';
  return table;
}

const DECIMAL = /^[+-]?(?:0|[1-9](?:_?\d)*)$/;
const PREFIXED = /^0(?:x[\da-fA-F](?:_?[\da-fA-F])*|o[0-7](?:_?[0-7])*|b[01](?:_?[01])*)$/;
const FLOAT = /^[+-]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?$/;
const SPECIAL = /^[+-]?(?:inf|nan)$/;
const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:\.\d+)?)?`;
const DATE = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;
const MOMENT = new RegExp(
  String.raw`^(?:${TIME}|${DATE}(?:[Tt ]${TIME}(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?)$`,
);

/** Moments stay as they are written. */
function bareValue(word: string): string | number | boolean | undefined {
  if (word === 'true' || word === 'false') return word === 'true';
  if (DECIMAL.test(word) || PREFIXED.test(word) || FLOAT.test(word)) return Number(word.replaceAll('_', ''));
  if (SPECIAL.test(word)) return word.endsWith('inf') ? Number.POSITIVE_INFINITY : Number.NaN;
  return MOMENT.test(word) ? word : undefined;
}
