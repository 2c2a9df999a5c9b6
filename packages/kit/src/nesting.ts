/** Levels of brackets, or columns of indentation. Nobody writes more by hand. */
const BRACKET_LIMIT = 64;
const INDENT_LIMIT = 160;

/**
 * Is a JSON or YAML text nested deeper than a recursive parser can bear? To be asked before parsing: a parser that
 * runs out of stack throws, as a rule, but V8 aborts the whole process when a regular expression is compiled just
 * then, which `- - - - …` does to the YAML parser.
 *
 * Counts brackets in strings too, and the indentation of block texts: it may be too careful, never too trusting.
 */
export function isDeeplyNested(text: string): boolean {
  let depth = 0;
  let column = 0;
  let isIndent = true;
  for (const character of text) {
    column++;
    if (character === '\n' || character === '\r') {
      column = 0;
      isIndent = true;
    } else if (isIndent && INDENT.includes(character)) {
      if (column > INDENT_LIMIT) return true;
    } else isIndent = false;
    if (character === '[' || character === '{') {
      if (++depth > BRACKET_LIMIT) return true;
    } else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
  }
  return false;
}

/** Blank space, and what opens a list item or a key of its own within a line: `- - ? - `. */
const INDENT = ' \t-?:';
