import { shellWords } from './shell-words.js';

/** The words of each command of a shell text: `a && b; c | d` are four. Quotes are respected, nothing is expanded. */
export function simpleCommands(text: string): string[][] {
  const commands: string[][] = [];
  let from = 0;
  let quote = '';
  const end = (at: number, next: number): void => {
    const words = shellWords(text.slice(from, at)).map((word) => word.text);
    if (words.length > 0) commands.push(words);
    from = next;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\' && quote !== "'") at++;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (';&|\n()'.includes(character) && !isRedirection(text, at)) end(at, at + 1);
  }
  end(text.length, text.length);
  return commands;
}

/** `2>&1`, `>&2`, `&>log`. */
function isRedirection(text: string, at: number): boolean {
  return text.charAt(at) === '&' && (text.charAt(at - 1) === '>' || text.charAt(at + 1) === '>');
}
