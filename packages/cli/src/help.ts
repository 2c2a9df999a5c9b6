import { VERSION } from '@railgate/contract';

import type { Command, OptionSpec } from './command.js';
import { COMMANDS } from './commands/index.js';

const WIDTH = 28;

export function generalHelp(): string {
  const line = (entry: (typeof COMMANDS)[number]) => `  ${entry.name.padEnd(10)} ${entry.summary}\n`;
  return [
    `Railgate ${VERSION}: is it safe to ship?\n\n`,
    'Usage: railgate <command> [options]\n\n',
    ...COMMANDS.filter((entry) => !entry.plumbing).map(line),
    '\nFor build systems:\n',
    ...COMMANDS.filter((entry) => entry.plumbing).map(line),
    '\nExit codes: 0 clean, 1 findings, 2 could not check, 3 usage or configuration, 130 interrupted.\n',
    'More: railgate <command> --help\n',
  ].join('');
}

export function commandHelp(command: Command): string {
  const words = [command.name, command.positionals].filter(Boolean).join(' ');
  return [
    `${command.summary}\n\nUsage: railgate ${words} [options]\n\n`,
    ...Object.entries(command.options).map(([name, spec]) => optionLine(name, spec)),
    optionLine('help', { type: 'boolean', short: 'h', help: 'this text' }),
  ].join('');
}

function optionLine(name: string, spec: OptionSpec): string {
  const short = spec.short === undefined ? '' : `-${spec.short}, `;
  const value = spec.type === 'string' ? ` ${spec.value ?? 'VALUE'}` : '';
  const more = spec.multiple ? ' (may be repeated)' : '';
  const left = `  ${short}--${name}${value}`;
  const gap = left.length >= WIDTH ? `\n${' '.repeat(WIDTH)}` : ' '.repeat(WIDTH - left.length);
  return `${left}${gap}${spec.help}${more}\n`;
}
