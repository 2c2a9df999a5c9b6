import { resolve } from 'node:path';

import { EXIT, UsageError, cleanText, didYouMean } from '@railgate/contract';
import {
  SarifReadError,
  openSarif,
  validateSource,
  type Level,
  type ValidationProfile,
  type Violation,
} from '@railgate/sarif';

import { plural } from '../words.js';
import { defineCommand } from '../command.js';
import { JsonViolations, TextViolations, type ViolationOutput } from './validation-output.js';

const PROFILES: readonly ValidationProfile[] = ['sarif', 'github', 'azure'];
const LEVELS: readonly Level[] = ['error', 'warning', 'note'];
/** Of one rule in one file: a defect that a tool writes into every result is understood after that many. */
const SHOWN = 100;

export const validateCommand = defineCommand({
  name: 'validate',
  positionals: 'FILE…',
  arity: [1, Infinity],
  summary: 'Holds SARIF files to the schema of SARIF 2.1.0 and to the rules of its consumers.',
  options: {
    profile: { type: 'string', value: 'NAME', help: 'also the rules of github or azure; default sarif' },
    level: { type: 'string', value: 'LEVEL', help: 'from which level on: error, warning (default) or note' },
    all: { type: 'boolean', help: `every violation, not only the first ${SHOWN} of a rule in a file` },
    json: { type: 'boolean', help: 'as JSON' },
  },
  async run({ positionals, options }, io) {
    const profile = oneOf('--profile', options.profile ?? 'sarif', PROFILES);
    const level = oneOf('--level', options.level ?? 'warning', LEVELS);
    const most = options.all ? Infinity : SHOWN;
    const output = options.json ? new JsonViolations(io.stdout, most) : new TextViolations(io.stdout, most);
    const tally = new Tally();
    const { maskWritten } = await import('@railgate/secrets');
    for (const path of new Set(positionals)) {
      const file = { path: resolve(io.cwd, path), name: cleanText(maskWritten(path)) };
      await validateFile(file, { profile, level }, output, tally);
    }
    output.end();
    io.stderr.write(`railgate: ${tally.describe()}\n`);
    return tally.invalid === 0 ? EXIT.clean : EXIT.findings;
  },
});

interface Wanted {
  readonly profile: ValidationProfile;
  readonly level: Level;
}

/** A file that cannot be read is no valid one: it gets a line of its own, with the word READ. */
async function validateFile(
  { path, name }: { readonly path: string; readonly name: string },
  wanted: Wanted,
  output: ViolationOutput,
  tally: Tally,
): Promise<void> {
  const found = (violation: Violation): void => {
    tally.add(violation.level);
    output.add(violation);
  };
  tally.open();
  output.open(name);
  try {
    // Only what really stands in the file can be judged: nothing is repaired.
    const source = await openSarif(path, { name, repair: false });
    await validateSource(source, wanted, found);
  } catch (error) {
    if (!(error instanceof SarifReadError)) throw error;
    found({ rule: 'READ', level: 'error', pointer: '', message: readMessage(error) });
  }
  output.close();
  tally.close();
}

function readMessage({ problem, remedy, offset, line, column }: SarifReadError): string {
  const inLine = line === undefined || column === undefined ? '' : ` (line ${line}, column ${column})`;
  const place = offset === undefined ? '' : ` at byte ${offset}${inLine}`;
  return `${problem}${place}. ${remedy}`;
}

/** How much was found, for the last line. Only errors make a file invalid. */
class Tally {
  files = 0;
  invalid = 0;
  readonly #counts: Record<Level, number> = { error: 0, warning: 0, note: 0 };
  #hasErrors = false;

  open(): void {
    this.files++;
    this.#hasErrors = false;
  }

  add(level: Level): void {
    this.#counts[level]++;
    if (level === 'error') this.#hasErrors = true;
  }

  close(): void {
    if (this.#hasErrors) this.invalid++;
  }

  describe(): string {
    const found = LEVELS.map((level) => plural(this.#counts[level], level)).join(', ');
    return `${plural(this.files, 'file')}, ${this.invalid} invalid: ${found}.`;
  }
}

function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw new UsageError(
    `${option} does not know ${JSON.stringify(value)}.${didYouMean(value, known)}`,
    `Use ${known.join(', ')}.`,
  );
}
