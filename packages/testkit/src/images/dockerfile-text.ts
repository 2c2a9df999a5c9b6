/** An instruction of a sample Dockerfile: this reads what our own samples hold, not every Dockerfile. */
export interface SampleInstruction {
  /** In capitals. */
  readonly keyword: string;
  /** Options, `--from=build`, without the dashes. */
  readonly options: Readonly<Record<string, string>>;
  /** What follows, lines joined. */
  readonly rest: string;
  /** Of its first line, from 1. */
  readonly line: number;
}

export interface SampleStage {
  readonly from: SampleInstruction;
  readonly name?: string;
  /** Those after `FROM`. */
  readonly instructions: readonly SampleInstruction[];
}

/** @returns the instructions before the first `FROM`, and the stages */
export function sampleStages(dockerfile: string): { global: SampleInstruction[]; stages: SampleStage[] } {
  const instructions = sampleInstructions(dockerfile);
  const starts = instructions.flatMap(({ keyword }, i) => (keyword === 'FROM' ? [i] : []));
  const stages = starts.flatMap((start, i) => {
    const from = instructions[start];
    if (from === undefined) return [];
    const name = /\sAS\s+(\S+)$/i.exec(from.rest)?.[1];
    const own = instructions.slice(start + 1, starts[i + 1]);
    return [{ from, ...(name === undefined ? {} : { name }), instructions: own }];
  });
  return { global: instructions.slice(0, starts[0]), stages };
}

/** Line of the instruction whose text starts so, `COPY . .`. @throws if there is none, or if there are several */
export function lineOfInstruction(dockerfile: string, start: string): number {
  const found = sampleInstructions(dockerfile).filter((instruction) =>
    sampleText(instruction).startsWith(start),
  );
  const [first, second] = found;
  if (first === undefined || second !== undefined)
    throw new Error(`${found.length} instructions start with ${start}`);
  return first.line;
}

/** The instruction as it stands, on one line. */
export function sampleText({ keyword, options, rest }: SampleInstruction): string {
  const flags = Object.entries(options).map(([name, value]) => `--${name}=${value} `);
  return `${keyword} ${flags.join('')}${rest}`;
}

function sampleInstructions(dockerfile: string): SampleInstruction[] {
  const found: SampleInstruction[] = [];
  const lines = dockerfile.split('\n');
  for (let i = 0; i < lines.length; i += 1) {
    const line = i + 1;
    let text = lines[i] ?? '';
    if (text.trim() === '' || text.startsWith('#')) continue;
    while (text.endsWith('\\')) text = text.slice(0, -1) + (lines[(i += 1)] ?? '');
    found.push(instructionOf(text, line));
  }
  return found;
}

function instructionOf(text: string, line: number): SampleInstruction {
  const [keyword = '', ...words] = text.split(' ');
  const flags: [string, string][] = [];
  while (words[0]?.startsWith('--') === true) {
    const [name = '', ...value] = (words.shift() ?? '').slice(2).split('=');
    flags.push([name, value.join('=')]);
  }
  return { keyword: keyword.toUpperCase(), options: Object.fromEntries(flags), rest: words.join(' '), line };
}
