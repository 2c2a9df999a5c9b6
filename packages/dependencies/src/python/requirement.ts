import { normalizeName } from './names.js';

/** What one requirement says (PEP 508). */
export interface ParsedRequirement {
  /** As written. */
  readonly name: string;
  /** Normalised, without doubles. */
  readonly extras: readonly string[];
  /** As written, without blank space: `>=2,<3`. Empty: any, or an address. */
  readonly specifier: string;
  /** The version, where nothing but this one will do. */
  readonly pin?: string;
  /** `name @ https://…` */
  readonly url?: string;
  /** As written: `python_version < "3.9"`. */
  readonly marker?: string;
}

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?/;
const EXTRAS = /^\s*\[([^[\]]*)\]/;
const CLAUSE = /^(===|==|~=|!=|<=|>=|<|>)\s*([A-Za-z0-9._*+!-]+)$/;

/** Nothing where it is not a requirement. */
export function parseRequirement(text: string): ParsedRequirement | undefined {
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return undefined;
  const afterName = text.slice(name.length);
  const bracket = EXTRAS.exec(afterName);
  const extras = bracket ? parseExtras(bracket[1] ?? '') : [];
  const rest = afterName.slice(bracket?.[0].length ?? 0).trim();
  if (extras === undefined) return undefined;
  if (rest.startsWith('@')) return withAddress({ name, extras }, rest.slice(1).trim());
  return withSpecifier({ name, extras }, rest);
}

type Head = Pick<ParsedRequirement, 'name' | 'extras'>;

function withAddress(head: Head, text: string): ParsedRequirement | undefined {
  // A semicolon may be part of an address: only one with blank space before it ends it.
  const end = text.search(/\s;/);
  const url = (end < 0 ? text : text.slice(0, end)).trim();
  if (url === '' || /\s/.test(url)) return undefined;
  return {
    ...head,
    specifier: '',
    url,
    ...(end >= 0 && { marker: text.slice(end).replace(/^\s*;/, '').trim() }),
  };
}

function withSpecifier(head: Head, text: string): ParsedRequirement | undefined {
  const end = text.indexOf(';');
  const marker = end < 0 ? '' : text.slice(end + 1).trim();
  const clauses = parseClauses((end < 0 ? text : text.slice(0, end)).trim());
  if (clauses === undefined) return undefined;
  const pin = clauses.find(
    ({ operator, version }) => operator.startsWith('==') && !version.endsWith('*'),
  )?.version;
  const specifier = clauses.map(({ operator, version }) => operator + version).join(',');
  return { ...head, specifier, ...(pin !== undefined && { pin }), ...(marker !== '' && { marker }) };
}

function parseClauses(text: string): { operator: string; version: string }[] | undefined {
  const isBracketed = text.startsWith('(') && text.endsWith(')');
  const clauses: { operator: string; version: string }[] = [];
  const parts = (isBracketed ? text.slice(1, -1) : text).split(',').map((part) => part.trim());
  // A comma may end the list.
  if (parts.length > 1 && parts.at(-1) === '') parts.pop();
  if (parts.length === 1 && parts[0] === '') return clauses;
  for (const part of parts) {
    const [, operator, version] = CLAUSE.exec(part) ?? [];
    if (operator === undefined || version === undefined) return undefined;
    clauses.push({ operator, version });
  }
  return clauses;
}

function parseExtras(text: string): string[] | undefined {
  const names = text.split(',').map((name) => name.trim());
  if (names.length === 1 && names[0] === '') return [];
  if (names.some((name) => NAME.exec(name)?.[0] !== name || name === '')) return undefined;
  return [...new Set(names.map(normalizeName))];
}
