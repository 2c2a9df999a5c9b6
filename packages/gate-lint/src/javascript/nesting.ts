/** Parsers and analyses call themselves once a level; people nest brackets a few dozen deep. */
const LIMIT = 1500;

/** The line on which brackets nest deeper than any parser here is given, or nothing. Strings are not told apart. */
export function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  let line = 1;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 10) line++;
    else if (unit === 40 || unit === 91 || unit === 123) depth++;
    else if ((unit === 41 || unit === 93 || unit === 125) && depth > 0) depth--;
    if (depth > LIMIT) return line;
  }
  return undefined;
}
