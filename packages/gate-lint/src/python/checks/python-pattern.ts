/** A Python regular expression in JavaScript's syntax, or undefined where the two differ too much. */
export function toJavaScript(pattern: string, verbose: boolean): string | undefined {
  let source = verbose ? withoutWhitespace(pattern) : pattern;
  source = source.replace(/^\(\?[aiLmsux]+\)/, '');
  source = source.replace(/\(\?P<(\w+)>/g, '(?<$1>').replace(/\(\?P=(\w+)\)/g, '\\k<$1>');
  source = source.replace(/\(\?#[^)]*\)/g, '');
  source = source.replace(/\\A/g, '^').replace(/\\[Zz]/g, '$');
  source = source.replace(/\(\?[aiLmsux]*(?:-[imsx]+)?:/g, '(?:');
  // Possessive quantifiers and atomic groups never go back; conditionals have no counterpart.
  if (/[*+?}]\+|\(\?>|\(\?\(/.test(source.replace(/\\./g, ''))) return undefined;
  return source.replace(/\[\]/g, '[\\]').replace(/\[\^\]/g, '[^\\]');
}

/** `re.VERBOSE`: white space and comments outside classes do not count. */
function withoutWhitespace(pattern: string): string {
  let result = '';
  let inClass = false;
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index] as string;
    if (character === '\\') {
      result += pattern.slice(index, index + 2);
      index++;
    } else if (character === '[' || character === ']') {
      inClass = character === '[';
      result += character;
    } else if (!inClass && character === '#') index = endOfLine(pattern, index);
    else if (inClass || !/\s/.test(character)) result += character;
  }
  return result;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
