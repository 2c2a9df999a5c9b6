/** A command of a page that is followed to the letter, and what the page says about it. */
export interface Step {
  /** As it stands in the page. */
  readonly line: string;
  /** From the comment `# ends with N`. */
  readonly exitCode: number;
  /** Lines of the `text` block that follows. Lines with `…` are cut and stand for anything. */
  readonly shows: readonly string[];
}

/** @throws {Error} on a command without its exit code: nobody would check it. */
export function stepsOf(text: string): Step[] {
  const blocks = [...text.matchAll(/^```(sh|text)\n([\s\S]*?)^```$/gm)].map(([, kind, body]) => ({
    kind,
    body: body as string,
  }));
  return blocks.flatMap(({ kind, body }, index) => {
    if (kind !== 'sh') return [];
    const lines = body.split('\n').filter((line) => line.trim() !== '');
    const next = blocks[index + 1];
    const shows = next?.kind === 'text' ? shownLines(next.body) : [];
    return lines.map((line, at) => toStep(line, at === lines.length - 1 ? shows : []));
  });
}

function toStep(text: string, shows: readonly string[]): Step {
  const [, line, code] = /^(.*?)\s+# ends with (\d+)$/.exec(text) ?? [];
  if (line === undefined || code === undefined) throw new Error(`${text}: say "# ends with N" behind it.`);
  return { line, exitCode: Number(code), shows };
}

function shownLines(body: string): string[] {
  return body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.includes('…'));
}

/** The arguments of the command, whichever way the page calls it; nothing for what is not ours. */
export function argumentsOf(line: string): string[] | undefined {
  const words = line.split(/\s+/);
  const rest = words.slice(words.indexOf('--') + 1);
  if (line.startsWith('npm run --silent railgate -- ')) return rest;
  if (line.startsWith('npm run security -- ')) return ['run', ...rest];
  return undefined;
}
