import { UsageError, didYouMean } from '@railgate/contract';

import type { Io } from './io.js';

export interface OptionSpec {
  readonly type: 'boolean' | 'string';
  readonly short?: string;
  readonly multiple?: boolean;
  /** What the value is called in the help, `LEVEL`. */
  readonly value?: string;
  readonly help: string;
}

interface CommandOf<Options extends OptionSpecs> {
  readonly name: string;
  /** Positional arguments as the usage line shows them: `[path]`. */
  readonly positionals: string;
  /** How many there may be. */
  readonly arity: readonly [number, number];
  readonly summary: string;
  readonly options: Options;
  run(args: Arguments<Options>, io: Io): Promise<number>;
}

type OptionSpecs = Readonly<Record<string, OptionSpec>>;

export interface Arguments<Options extends OptionSpecs> {
  readonly positionals: readonly string[];
  readonly options: { readonly [Key in keyof Options]?: ValueOf<Options[Key]> };
}

type ValueOf<Spec extends OptionSpec> = Spec['type'] extends 'boolean'
  ? boolean
  : Spec['multiple'] extends true
    ? readonly string[]
    : string;

/** A command whose option types only it knows. */
export interface Command extends Omit<CommandOf<OptionSpecs>, 'run'> {
  run(args: RawArguments, io: Io): Promise<number>;
}

interface RawArguments {
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** Types a command's `run` from its options. */
export function defineCommand<const Options extends OptionSpecs>(command: CommandOf<Options>): Command {
  return command;
}

/** @throws {UsageError} naming the word that is wrong and the didYouMean right one. */
export async function parseArguments(command: Command, argv: readonly string[]): Promise<RawArguments> {
  const { parseArgs } = await import('node:util');
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: {
        ...(command.options as Record<string, { type: 'boolean' | 'string' }>),
        help: { type: 'boolean', short: 'h' },
      },
      allowPositionals: true,
      strict: true,
    });
    checkArity(command, positionals);
    checkEmpty(command, positionals, values);
    return { positionals, options: values };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw explained(command, argv, error as Error);
  }
}

function checkArity(command: Command, positionals: readonly string[]): void {
  const [least, most] = command.arity;
  if (positionals.length < least) throw usage(command, `${command.positionals} is missing.`);
  if (positionals.length > most)
    throw usage(command, `There is no place for the argument ${JSON.stringify(positionals[most])}.`);
}

/** A variable that nobody set: it would stand for the folder here, whose reports are then replaced. */
function checkEmpty(
  command: Command,
  positionals: readonly string[],
  values: Readonly<Record<string, unknown>>,
): void {
  if (positionals.includes('')) throw usage(command, `${command.positionals} is empty.`);
  const empty = Object.keys(values).find((name) => [values[name]].flat().includes(''));
  if (empty !== undefined) throw usage(command, `--${empty} is empty.`);
}

function explained(command: Command, argv: readonly string[], error: Error): UsageError {
  const unknown = argv.find(
    (word) => word.startsWith('--') && !((word.slice(2).split('=')[0] as string) in command.options),
  );
  if (unknown === undefined || !('code' in error) || error.code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const message = error.message.replaceAll('\n', ' ');
    return usage(command, message.endsWith('.') ? message : `${message}.`);
  }
  const name = unknown.slice(2).split('=')[0] as string;
  const hint = didYouMean(name, Object.keys(command.options), (option) => `--${option}`);
  return usage(command, `Unknown option --${name}.${hint}`);
}

function usage(command: Command, message: string): UsageError {
  return new UsageError(message, `See \`railgate ${command.name} --help\`.`);
}
