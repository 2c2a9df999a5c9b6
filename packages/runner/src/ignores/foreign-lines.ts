import type { ForeignEntry } from './foreign-entry.js';

/** A file with one entry a line and comments behind a hash. */
export function lineEntries(selector: string): (text: string) => ForeignEntry[] {
  return (text) =>
    linesOf(text).flatMap(({ line, content }) =>
      content === '' || content.startsWith('#') ? [] : [{ line, selects: { [selector]: content } }],
    );
}

/** `.trivyignore`: an id, then perhaps `exp:2027-01-31`. */
export function trivyEntries(text: string): ForeignEntry[] {
  return linesOf(text).flatMap(({ line, content }) => {
    const [id = '', ...rest] = content.replace(/#.*$/, '').trim().split(/\s+/);
    if (id === '') return [];
    const expires = rest.find((word) => word.startsWith('exp:'))?.slice(4);
    return [{ line, selects: { rule: id, ...(expires !== undefined && { expires }) } }];
  });
}

/** The tables of `osv-scanner.toml` that take something out of its report. */
export function osvEntries(text: string): ForeignEntry[] {
  return tomlTables(text).flatMap(({ name, line, values }): ForeignEntry[] => {
    const { id, name: packageName, ecosystem } = values;
    if (name === 'IgnoredVulns') return [{ line, selects: { rule: id ?? '' } }];
    if (name !== 'PackageOverrides' || !/ignore/.test(Object.keys(values).join(' '))) return [];
    return [{ line, selects: { package: [ecosystem, packageName].filter(Boolean).join(' ') } }];
  });
}

/** Each allow list of a gitleaks configuration, and the rules that it takes out of those it extends. */
export function gitleaksTomlEntries(text: string): ForeignEntry[] {
  return tomlTables(text).flatMap(({ name, line, values }): ForeignEntry[] => {
    if (name === 'extend' && 'disabledRules' in values) return [{ line, selects: { rule: 'disabledRules' } }];
    if (!/^(?:rules\.)?allowlists?$/.test(name)) return [];
    return [{ line, selects: { allowlist: values['description'] ?? Object.keys(values).join(', ') } }];
  });
}

interface Line {
  readonly line: number;
  /** Without blank space around it. */
  readonly content: string;
}

function linesOf(text: string): Line[] {
  return text.split(/\r\n|\n|\r/).map((content, index) => ({ line: index + 1, content: content.trim() }));
}

interface Table {
  readonly name: string;
  readonly line: number;
  /** Of keys whose value is a text on the same line; others have an empty one. */
  readonly values: Readonly<Record<string, string>>;
}

/** Enough of TOML to find tables and what they are about. What it misses lets nothing through either. */
function tomlTables(text: string): Table[] {
  const tables: { name: string; line: number; values: Record<string, string> }[] = [];
  for (const { line, content } of linesOf(text)) {
    const header = /^\[{1,2}\s*([\w.-]{1,100})\s*\]{1,2}/.exec(content);
    if (header) {
      tables.push({ name: header[1] ?? '', line, values: Object.create(null) as Record<string, string> });
      continue;
    }
    const pair = /^([\w.-]{1,100})\s*=\s*(?:"([^"]{0,500})"|'([^']{0,500})')?/.exec(content);
    const table = tables.at(-1);
    if (pair && table) table.values[pair[1] ?? ''] = pair[2] ?? pair[3] ?? '';
  }
  return tables;
}
