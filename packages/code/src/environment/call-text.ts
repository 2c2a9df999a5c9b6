/** A call as it is written, taken apart at its first bracket: `console.log` and `process.env)`. */
export interface CallText {
  readonly callee: string;
  readonly given: string;
}

/** Ruby and shells write calls without brackets. Linear. */
export function callOf(text: string): CallText {
  const start = /^[\w$.:\\!?>-]{1,200}(?:\(\w{0,10}\)(?=[.-])[\w$.:\\!?>-]{1,100})?/.exec(text)?.[0] ?? '';
  const callee = start.replaceAll('?.', '.');
  const rest = text.slice(start.length).trimStart();
  return { callee, given: rest.startsWith('(') ? rest.slice(1) : rest };
}

const QUOTES: ReadonlySet<string> = new Set(['"', "'", '`']);

/** What stands between quotes is left out; what `${…}`, `#{…}` and `{…}` put into a text stays. Linear. */
export function withoutStrings(text: string): string {
  let out = '';
  let quote = '';
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (quote === '') {
      if (QUOTES.has(sign)) quote = sign;
      out += sign;
    } else if (depth > 0) {
      depth += sign === '{' ? 1 : sign === '}' ? -1 : 0;
      out += depth === 0 ? ',' : sign;
    } else if (sign === '\\') at++;
    else if (sign === quote) {
      quote = '';
      out += sign;
    } else if (sign === '{' && opens(text, at, quote)) {
      depth = 1;
      out += ',';
    }
  }
  return out;
}

/** `${` of scripts, `#{` of Ruby, `{` of Python's and C#'s texts with a letter in front. */
function opens(text: string, at: number, quote: string): boolean {
  const before = text[at - 1];
  if (before === '$') return quote === '`' || quote === '"';
  if (before === '#') return quote === '"';
  return /(?:^|[^\w])[fF$]["'][^"']{0,200}$/.test(text.slice(Math.max(0, at - 202), at));
}
