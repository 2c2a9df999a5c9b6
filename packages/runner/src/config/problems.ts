import { cleanText, HOMEPAGE, UsageError } from '@railgate/contract';
import { TextPosition } from '@railgate/kit';

/** Something wrong in a file. */
export interface Problem {
  /** UTF-16 code units from the beginning of the text. */
  readonly offset: number;
  /** Sentences about the thing and what is wrong with it. */
  readonly message: string;
  /** What to do, where it is not simply to correct the line. */
  readonly remedy?: string;
}

/** Where a problem was found. */
export interface SourceText {
  /** As a user names the file. */
  readonly name: string;
  readonly text: string;
  /** The page that describes the file, below `docs/`. */
  readonly page: string;
}

const SHOWN = 20;

/** One error for all problems, a line each: `railgate.json:3:5: …`. */
export function problemsError(source: SourceText, problems: readonly Problem[]): UsageError {
  const position = new TextPosition(source.text);
  const inOrder = [...problems].sort((a, b) => a.offset - b.offset);
  const lines = inOrder.slice(0, SHOWN).map(({ offset, message }) => {
    const { line, column } = position.at(offset);
    return `${cleanText(source.name)}:${line}:${column}: ${message}`;
  });
  if (inOrder.length > SHOWN) lines.push(`${inOrder.length - SHOWN} more problems follow.`);
  const remedies = new Set(inOrder.map(({ remedy }) => remedy ?? correct(source)));
  return new UsageError(lines.join('\n'), [...remedies].join(' '));
}

function correct({ name, page }: SourceText): string {
  return `Correct ${cleanText(name)}; ${HOMEPAGE}/blob/main/docs/${page} describes every key.`;
}
