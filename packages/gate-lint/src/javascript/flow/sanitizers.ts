import type { Call, Node } from '../model/ast.js';
import { nameOf } from '../model/names.js';
import type { SourceModel } from '../model/source-model.js';
import type { Hazard } from './taint.js';

type Cleans = readonly Hazard[] | 'all';

/** By qualified name, first match wins. Names of own functions count as well: `escapeHtml`, `sanitizePath`. */
const SANITIZERS: readonly (readonly [RegExp, Cleans])[] = [
  [
    /^(?:Number|parseInt|parseFloat|Boolean|BigInt|Symbol|isNaN|isFinite|Number\.\w+|Math\.\w+|Date|Date\.\w+)$/,
    'all',
  ],
  [
    /(?:^|\.)(?:randomUUID|nanoid|uuidv?\d?|createHash\(\)(?:\.update\(\))*\.digest|createHmac\(\)(?:\.update\(\))*\.digest)$/i,
    'all',
  ],
  [/(?:^|\.)encodeURIComponent$/, ['html', 'path', 'redirect', 'command', 'regex']],
  [/(?:^|\.)encodeURI$/, ['html', 'regex']],
  [/^path(?:\.posix|\.win32)?\.(?:basename|extname|parse)$/, ['path']],
  [/(?:^|\.)(?:secureFilename|sanitizeFilename|sanitize-filename|filenamify)$/i, ['path', 'html', 'command']],
  [/(?:^|\.)sanitize[-_]?filename/i, ['path', 'html', 'command']],
  [
    /^(?:shell-quote\.quote|shell-escape|shescape.*|shq)$|(?:^|\.)(?:shellEscape|shellescape|shellQuote|escapeShell\w*|quoteShell\w*)$/i,
    ['command'],
  ],
  [
    /(?:^|\.)(?:escapeId|escapeIdentifier|escapeLiteral|quoteIdent|quoteIdentifier|quoteLiteral|quote_ident)$/i,
    ['sql'],
  ],
  [
    /^(?:mysql2?(?:\/promise)?|sqlstring|pg-format)(?:\.\w+(?:\(\))?)*\.?(?:escape|format|ident|literal)?$/i,
    ['sql'],
  ],
  [
    /(?:^|\.)escape(?:String)?Reg(?:Exp|ex|ExpString)?\w*$|^escape-string-regexp$|^lodash\.escapeRegExp$/i,
    ['regex', 'html'],
  ],
  [
    /DOMPurify|dompurify|sanitize-?html|^xss$|^xss\.|(?:^|\.)insane$|^striptags$|^he\.(?:encode|escape)$/,
    ['html'],
  ],
  [/(?:^|\.)escape$/, ['html', 'sql']],
  [
    /(?:^|\.)(?:escapeHTML|escapeHtml|htmlEscape|encodeHtml|encodeHTML|htmlEncode|escapeXml|escapeMarkup|toHtmlEntities|stripTags|stripHtml|stripHTML|purify)$/,
    ['html'],
  ],
  [/(?:^|\.)(?:slugify|toSlug|kebabCase|camelCase|snakeCase)$/i, 'all'],
  [/(?:^|\.)(?:sanitize|sanitise|clean|purify|safe|allowlist|whitelist)(?=[A-Z_.]|$)\w*$/, 'all'],
  [/(?:^|\.)\w*(?:Sanitize|Sanitise|Allowed|Allowlist|Whitelist)\w*$/, 'all'],
  [/(?:^|\.)(?:validate|validated|assertValid|ensureValid|checked)(?=[A-Z])\w*$/, 'all'],
  [/(?:^|\.)(?:matchedData|valid)$/, 'all'],
  [/(?:^|\.)isSafe\w*$/, 'all'],
];

/** Does the result of this call no longer carry the hazard, whatever its arguments are? */
export function isSanitizer(model: SourceModel, callee: Node, hazard: Hazard): boolean {
  const names = [nameOf(model, callee), lastWord(callee)];
  return names.some((name) => {
    const entry = SANITIZERS.find(([pattern]) => pattern.test(name));
    return entry !== undefined && (entry[1] === 'all' || entry[1].includes(hazard));
  });
}

function lastWord(callee: Node): string {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
    ? callee.property.name
    : '';
}

const VALIDATOR_METHODS =
  /^(?:parse|safeParse|parseAsync|safeParseAsync|validate|validateAsync|validateSync|cast|decode|assert|check|create|mask)$/;
const SCHEMA_LIBRARIES =
  /^(?:zod|joi|yup|valibot|superstruct|ajv|@hapi\/joi|@sinclair\/typebox|typebox|io-ts|arktype|runtypes|myzod|celebrate)(?:\/[\w-]+)*(?:$|[.(])/i;
const SCHEMA_WORDS = /schema|validator|dto|^(?:z|v|joi|yup)$|shape|struct|contract/i;
const NO_SCHEMA =
  /^(?:JSON|url|URL|path|querystring|qs|cookie|yaml|js-yaml|Date|marked|csv|ini|toml|dayjs|moment|papaparse|acorn|espree)\b/i;

/** `schema.parse(x)` of zod, `schema.validate(x)` of joi and yup, `v.parse(schema, x)`, `Body.parse(x)`. */
export function isSchemaCall(model: SourceModel, node: Call): boolean {
  const callee = node.callee;
  if (callee.type === 'Identifier')
    return /^(?:validate\w*|ajvValidate|is[A-Z]\w*Valid|plainToInstance|plainToClass)$/.test(callee.name);
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
  if (!VALIDATOR_METHODS.test(callee.property.name)) return false;
  const receiver = nameOf(model, callee.object);
  if (NO_SCHEMA.test(receiver)) return false;
  const word = model.textOf(callee.object);
  if (SCHEMA_LIBRARIES.test(receiver) || SCHEMA_WORDS.test(receiver) || SCHEMA_WORDS.test(word)) return true;
  return /^[A-Z]\w+$/.test(word) && /^(?:safe)?parse|^validate/i.test(callee.property.name);
}

/** `replace(/[^a-z0-9]/gi, '')`: only characters of a list are left. For markup, `<` escaped is enough. */
export function isCleaningReplace(node: Call, hazard: Hazard): boolean {
  const [pattern, replacement] = node.arguments;
  if (pattern?.type !== 'Literal' || !('regex' in pattern)) return false;
  const { pattern: source, flags } = pattern.regex;
  if (!flags.includes('g') || !replacement) return false;
  if (/^\[\^[^\]]+\]\+?$/.test(source)) return keepsOnlyHarmless(source, hazard);
  if (hazard === 'html') return /^(?:<|\[[^\]]{0,200}<[^\]]{0,200}\])$/.test(source);
  if (hazard === 'regex') return source.includes('\\\\') && source.includes('*');
  if (hazard === 'command') return false;
  return hazard === 'path' && /^\[[^\]]{0,200}(?:\/|\\\/)[^\]]{0,200}\]\+?$/.test(source);
}

function keepsOnlyHarmless(source: string, hazard: Hazard): boolean {
  const kept = source.slice(2, source.lastIndexOf(']'));
  const dangerous: Readonly<Record<Hazard, RegExp>> = {
    code: /[('"`]/,
    command: /[;|&$`"'\s<>(]/,
    sql: /['"\\;]/,
    path: /\//,
    html: /[<"'&]/,
    redirect: /[:/\\]/,
    object: /["{]/,
    regex: /[*+(]/,
  };
  return !dangerous[hazard].test(
    kept.replace(/\\([wdsWDS])/g, (_, kind: string) => (kind === 's' ? ' ' : '')),
  );
}

/** `new URL(x)` keeps everything but what these read. */
export const ADDRESS_PARTS = new Set(['origin', 'host', 'hostname', 'protocol', 'port']);
