import { cleanText, nearest } from '@railgate/contract';
import { redact } from '@railgate/kit';
import type { ErrorObject } from 'ajv';

import { type DocumentNode, memberOf, nodeAt } from './document.js';
import type { Problem } from './problems.js';

/** What ajv complains of, in words and with places. */
export function explainErrors(errors: readonly ErrorObject[], root: DocumentNode): Problem[] {
  const unions = errors
    .filter(({ keyword }) => UNIONS.has(keyword))
    .map(({ schemaPath }) => `${schemaPath}/`);
  const own = errors.filter(({ schemaPath }) => !unions.some((union) => schemaPath.startsWith(union)));
  return own.map((error) => explain(error, root));
}

/** Keywords whose branches complain too, each of something else. */
const UNIONS = new Set(['anyOf', 'oneOf']);

interface Placed {
  readonly error: ErrorObject;
  readonly path: readonly string[];
  readonly node: DocumentNode;
  readonly root: DocumentNode;
  /** `gates.lint.timeout`, or what the whole file is called. */
  readonly subject: string;
}

function explain(error: ErrorObject, root: DocumentNode): Problem {
  const path = stepsOf(error.instancePath);
  const node = nodeAt(root, path);
  const placed = { error, path, node, root, subject: subjectOf(path) };
  const explainer = Object.hasOwn(EXPLAINERS, error.keyword) ? EXPLAINERS[error.keyword] : undefined;
  return (
    explainer?.(placed) ?? {
      offset: node.offset,
      message: `${placed.subject} ${error.message ?? 'is wrong'}.`,
    }
  );
}

type Explainer = (placed: Placed) => Problem;

const EXPLAINERS: Readonly<Record<string, Explainer>> = {
  additionalProperties: unknownKey,
  enum: wrongChoice,
  type: ({ error, node, subject }) => ({
    offset: node.offset,
    message: `${subject} must be ${typeNames(error.params['type'])}, not ${show(error.data)}.`,
  }),
  required: ({ error, node, subject }) => ({
    offset: node.offset,
    message: `${subject} lacks ${quote(String(error.params['missingProperty']))}.`,
  }),
  pattern: ({ error, node, subject }) => ({
    offset: node.offset,
    message: `${subject} must ${formOf(error)}, not ${show(error.data)}.`,
  }),
  minLength: ({ node, subject }) => ({ offset: node.offset, message: `${subject} must not be empty.` }),
  anyOf: ({ error, node, subject }) => ({ offset: node.offset, message: `${subject} ${choiceOf(error)}.` }),
  'x-trusted': ({ path, node, root, subject }) => ({
    offset: keyOffset(root, path) ?? node.offset,
    message: `${subject} makes the scanned repository execute something or choose who judges, so the repository's own file cannot set it.`,
    remedy:
      'Set it in a file of your own (--config FILE, or the configuration folder of your user), or pass --trust-repository if you trust the repository.',
  }),
};

function unknownKey({ error, node, path, subject }: Placed): Problem {
  const key = String(error.params['additionalProperty']);
  const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as object);
  const isGate = path.length === 1 && path[0] === 'gates';
  const what = isGate
    ? `Unknown gate ${quote(key)}`
    : `Unknown key ${quote(key)}${path.length === 0 ? '' : ` in ${subject}`}`;
  const offset = memberOf(node, key)?.keyOffset ?? node.offset;
  return { offset, message: `${what}. ${suggestion(key, known)}` };
}

function suggestion(key: string, known: readonly string[]): string {
  const best = nearest(key, known);
  if (best !== undefined) return `Did you mean ${quote(best)}?`;
  return known.length === 0 ? 'There are none.' : `Known are ${known.join(', ')}.`;
}

function wrongChoice({ error, node, subject }: Placed): Problem {
  const allowed = error.params['allowedValues'] as readonly unknown[];
  const best =
    typeof error.data === 'string'
      ? nearest(
          error.data,
          allowed.filter((value) => typeof value === 'string'),
        )
      : undefined;
  const hint = best === undefined ? '' : ` Did you mean ${quote(best)}?`;
  const list = allowed.map((value) => JSON.stringify(value)).join(', ');
  return {
    offset: node.offset,
    message: `${subject} must be one of ${list}, not ${show(error.data)}.${hint}`,
  };
}

/** Of a JSON pointer. */
function stepsOf(pointer: string): string[] {
  const steps = pointer.split('/').slice(1);
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function subjectOf(path: readonly string[]): string {
  if (path.length === 0) return 'The file';
  const [first = '', ...rest] = path;
  const isEntry = /^\d+$/.test(first);
  const start = isEntry ? `Entry ${Number(first) + 1}` : cleanText(first);
  const steps = rest.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${cleanText(step)}`)).join('');
  return isEntry && rest.length > 0 ? `${start}: ${steps.replace(/^\./, '')}` : start + steps;
}

/** Where the key stands whose value `path` leads to. */
function keyOffset(root: DocumentNode, path: readonly string[]): number | undefined {
  return memberOf(nodeAt(root, path.slice(0, -1)), path.at(-1) ?? '')?.keyOffset;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object with keys',
  array: 'a list',
  null: 'null',
};

function typeNames(type: unknown): string {
  const types = Array.isArray(type) ? type : String(type).split(',');
  return types.map((name) => TYPES[String(name)] ?? String(name)).join(' or ');
}

function formOf({ params, parentSchema }: ErrorObject): string {
  const examples = parentSchema?.['examples'];
  if (params['pattern'] === '\\S') return 'hold more than blank space';
  if (!Array.isArray(examples)) return `have the form ${String(params['pattern'])}`;
  return `have a form such as ${examples.map((example) => JSON.stringify(example)).join(' or ')}`;
}

/** A choice between keys that one of must be there is said as such. */
function choiceOf({ schema }: ErrorObject): string {
  const branches = Array.isArray(schema)
    ? (schema as readonly { readonly required?: readonly string[] }[])
    : [];
  const keys = branches.flatMap(({ required = [] }) => required);
  if (keys.length !== branches.length || keys.length === 0) return 'has none of the forms that are allowed';
  return `must have at least one of ${keys.join(', ')}`;
}

/** A value, short, and never a secret. */
function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value !== 'string') return String(value);
  return quote(redact(value.slice(0, 200)));
}

function quote(text: string): string {
  const shown = cleanText(text);
  return shown.length > 60 ? `"${shown.slice(0, 60)}…"` : `"${shown}"`;
}
