import { headerCors, headersSet, type HeaderSetting } from '../common/header-cors.js';
import { policyOf } from '../common/origin-policy.js';
import type { SourceFile } from '../common/source-file.js';
import type { CorsPolicy, OriginPolicy } from '../facts.js';
import { textOf } from '../possible.js';
import { parts, type Node } from '../syntax.js';
import type { Value } from '../value.js';
import { withoutDelimiters } from './meaning.js';
import { entryOf } from './syntax.js';

/** CORS policies: config/cors.php of Laravel and its like, and headers that are written by hand. */
export function corsOf(file: SourceFile): CorsPolicy[] {
  const { text } = file.syntax;
  const settings = /allowed_?origins/i.test(text) ? configured(file) : [];
  if (!/access-control-allow/i.test(text)) return settings;
  const headers = [...plainHeaders(file), ...arrayHeaders(file), ...headersSet(file)];
  return [...settings, ...headerCors(file, headers)];
}

/** Arrays with `allowed_origins`, beside which credentials and patterns stand. */
function configured(file: SourceFile): CorsPolicy[] {
  return file.nodes(['array_creation_expression']).flatMap((node): CorsPolicy[] => {
    const entries = new Map(
      parts(node).flatMap((one) => (entryOf(one)?.key ? [[entryOf(one)?.key, entryOf(one)?.value]] : [])),
    );
    const nodeOf = (...names: string[]): Node | undefined =>
      names.map((name) => entries.get(name)).find((one) => one !== undefined);
    const origins = nodeOf('allowed_origins', 'allowedOrigins');
    const credentials = nodeOf('supports_credentials', 'supportsCredentials');
    const patterns = nodeOf('allowed_origins_patterns', 'allowedOriginsPatterns');
    if (!origins || (!credentials && !patterns && !nodeOf('allowed_methods', 'allowedMethods'))) return [];
    const base = {
      ...file.at(origins),
      framework: 'laravel',
      ...(credentials && { credentials: file.evaluator.of(credentials) }),
    };
    return [policyOf(file.evaluator.of(origins)), ...patternsOf(patterns, file)].map((origin) => ({
      ...base,
      origin,
    }));
  });
}

function patternsOf(node: Node | undefined, file: SourceFile): OriginPolicy[] {
  const value = node && file.evaluator.of(node);
  if (value?.kind !== 'list') return [];
  return value.items.flatMap((item): OriginPolicy[] => {
    const text = textOf(item);
    return text === undefined
      ? []
      : [{ kind: 'match', how: 'pattern', text: withoutDelimiters(text), place: item.place }];
  });
}

/** `header("Access-Control-Allow-Origin: $origin")`. */
function plainHeaders(file: SourceFile): HeaderSetting[] {
  return file.calls.flatMap((call): HeaderSetting[] => {
    if (call.tree.on || call.method.toLowerCase() !== 'header') return [];
    const value = file.argument(call, 0);
    const all = value?.kind === 'template' ? value.parts : value ? [value] : [];
    const [first, ...rest] = all;
    const written =
      first?.kind === 'literal' ? /^([\w-]+)\s*:\s*(.*)$/s.exec(String(first.value)) : undefined;
    if (!first || !written) return [];
    const [, name = '', begins = ''] = written;
    return [{ name: name.toLowerCase(), node: call.node, value: headerValue(begins, first, rest) }];
  });
}

function headerValue(begins: string, first: Value, rest: readonly Value[]): Value {
  const [only] = rest;
  if (begins === '' && only && rest.length === 1) return only;
  const text: Value = { kind: 'literal', value: begins.trim(), place: first.place };
  return rest.length === 0 ? text : { kind: 'template', parts: [text, ...rest], place: first.place };
}

/** `['Access-Control-Allow-Origin' => '*']`, given to something that sets headers. */
function arrayHeaders(file: SourceFile): HeaderSetting[] {
  return file.nodes(['array_element_initializer']).flatMap((node): HeaderSetting[] => {
    const entry = entryOf(node);
    const name = entry?.key?.toLowerCase() ?? '';
    if (!entry || !/^(?:access-control-allow-(?:origin|credentials)|vary)$/.test(name)) return [];
    return [{ name, node, value: file.evaluator.of(entry.value) }];
  });
}
