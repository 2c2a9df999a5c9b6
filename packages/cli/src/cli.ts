import { EXIT, GateError, UsageError, VERSION, cleanText, didYouMean } from '@railgate/contract';

import { parseArguments, type Command } from './command.js';
import { COMMANDS } from './commands/index.js';
import { commandHelp, generalHelp } from './help.js';
import type { Io } from './io.js';

/** Runs a command line and gives its exit code (docs/exit-codes.md). Never throws. */
export async function cli(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    return await report(error, io);
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined) {
    io.stderr.write(generalHelp());
    return EXIT.usage;
  }
  if (['--help', '-h', 'help'].includes(name)) return help(rest[0], io);
  if (name === '--version' || name === '-V') {
    io.stdout.write(`${VERSION}\n`);
    return EXIT.clean;
  }
  const command = await findCommand(name);
  if (rest.includes('--help') || rest.includes('-h')) {
    io.stdout.write(commandHelp(command));
    return EXIT.clean;
  }
  return command.run(await parseArguments(command, rest), io);
}

async function help(name: string | undefined, io: Io): Promise<number> {
  io.stdout.write(name === undefined ? generalHelp() : commandHelp(await findCommand(name)));
  return EXIT.clean;
}

async function findCommand(name: string): Promise<Command> {
  const entry = COMMANDS.find((candidate) => candidate.name === name);
  if (entry) return entry.load();
  const hint = didYouMean(
    name,
    COMMANDS.map((candidate) => candidate.name),
    (guess) => `\`railgate ${guess}\``,
  );
  throw new UsageError(`There is no command ${JSON.stringify(name)}.${hint}`, 'See `railgate --help`.');
}

/** What a person can act on; a stack only for a defect of ours. Whatever it quotes, it quotes no secret. */
async function report(error: unknown, io: Io): Promise<number> {
  const { maskSecrets } = await import('@railgate/secrets');
  const say = (...lines: readonly string[]): void => {
    const shown = lines.map((line) => cleanText(maskSecrets(line)));
    io.stderr.write(`railgate: ${shown.join('\n          ')}\n`);
  };
  if (error instanceof UsageError) {
    // Of a file, one line for each problem.
    say(...error.message.split('\n'), error.remedy);
    return EXIT.usage;
  }
  if (io.signal.aborted) {
    io.stderr.write('railgate: interrupted; no report was written.\n');
    return EXIT.interrupted;
  }
  if (error instanceof GateError) {
    say(error.message, error.remedy);
    return EXIT.incomplete;
  }
  const known = error as Error & { remedy?: string };
  say(known.message, known.remedy ?? 'Please report this defect, with the lines below.');
  if (known.remedy === undefined) io.stderr.write(`${maskSecrets(known.stack ?? String(error))}\n`);
  return EXIT.incomplete;
}
