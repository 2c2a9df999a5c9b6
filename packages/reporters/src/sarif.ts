import type { Reporter } from '@railgate/contract';

/**
 * `report.sarif`: the archive. Indenting everything makes it half as large again, and one single line cannot be
 * compared or searched: so the frame is indented, and each result, rule and artifact stands on a line of its own.
 */
export const sarifReporter: Reporter = {
  id: 'sarif',
  file: 'report.sarif',
  mediaType: 'application/sarif+json',
  render: ({ log }) => `${write(log, '', '')}\n`,
};

/** Gate files and the archive hold the same runs, and runs of one gate the same rules: each is rendered once. */
const RENDERED_ONCE: ReadonlySet<string> = new Set(['.runs.*', '.runs.*.tool']);
const rendered = new WeakMap<object, string>();

/** The objects and arrays that are spread over lines; `*` is an element. */
const SPREAD: ReadonlySet<string> = new Set([
  '',
  '.runs',
  '.runs.*',
  '.runs.*.tool',
  '.runs.*.tool.driver',
  '.runs.*.tool.driver.rules',
  '.runs.*.results',
  '.runs.*.artifacts',
]);

function write(value: unknown, path: string, indent: string): string {
  if (!RENDERED_ONCE.has(path) || typeof value !== 'object' || value === null)
    return spread(value, path, indent);
  const text = rendered.get(value) ?? spread(value, path, indent);
  rendered.set(value, text);
  return text;
}

function spread(value: unknown, path: string, indent: string): string {
  if (typeof value !== 'object' || value === null || !SPREAD.has(path)) return JSON.stringify(value);
  const inner = `${indent} `;
  if (Array.isArray(value)) {
    return frame(
      '[',
      value.map((item: unknown) => write(item, `${path}.*`, inner)),
      ']',
      indent,
    );
  }
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return frame(
    '{',
    entries.map(([key, item]) => `${JSON.stringify(key)}: ${write(item, `${path}.${key}`, inner)}`),
    '}',
    indent,
  );
}

function frame(open: string, items: readonly string[], close: string, indent: string): string {
  if (items.length === 0) return open + close;
  let text = open;
  // One after the other, which V8 puts together at the end: to join them would copy what is inside once a level.
  for (const [i, item] of items.entries()) text += `${i === 0 ? '' : ','}\n${indent} ${item}`;
  return `${text}\n${indent}${close}`;
}
