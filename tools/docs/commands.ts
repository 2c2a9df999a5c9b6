import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { ROOT } from './pages.js';
import type { Facts } from './read-facts.js';

const NX_COMMANDS = ['g', 'release', 'run-many', 'affected', 'reset', 'graph'];

/** Command lines of the `sh` blocks of a page, without comments. */
export function shellLines(text: string): string[] {
  const blocks = [...text.matchAll(/^( *)```(?:sh|bash|console)\n([\s\S]*?)^\1```$/gm)].map(
    ([, , body]) => body as string,
  );
  const lines = blocks.flatMap((block) => block.replaceAll(/\s*\\\n\s*/g, ' ').split('\n'));
  return lines
    .map((line) =>
      line
        .replace(/^\$ /, '')
        .replace(/(^|\s)#.*$/, '')
        .trim(),
    )
    .filter((line) => line !== '');
}

/** `railgate …` in the prose of a page, where it goes on with a lower-case word: a command. */
export function inlineCommands(text: string): string[] {
  return [...text.matchAll(/`(railgate [a-z][^`\n]*)`/g)].map(([, line]) => line as string);
}

/** What is wrong with a command line that calls something of ours, or nothing. */
export function wrongCommand(line: string, facts: Facts): string | undefined {
  const words = splitWords(line.replace(/^[A-Z_]+=\S+ /, ''));
  const [first, second, third] = words;
  if (first === 'railgate') return wrongRailgate(words.slice(1), facts);
  if (first === 'npm') return wrongNpm(words.slice(1), facts);
  if (first === 'npx' && /^railgate(@|$)/.test(third ?? '') && second === '--yes')
    return wrongRailgate(words.slice(3), facts);
  if (first === 'npx' && second === 'nx') return wrongNx(words.slice(2));
  if (first === 'npx' && second === 'vitest') return wrongVitest(words.slice(2));
  if (first?.includes('/')) return existsSync(join(ROOT, first)) ? undefined : `${first} is not there`;
  return undefined;
}

function wrongRailgate(words: readonly string[], facts: Facts): string | undefined {
  const [name, ...rest] = words;
  if (name === undefined || ['--help', '--version'].includes(name)) return undefined;
  const command = facts.commands.find((candidate) => candidate.name === name);
  if (!command) return `there is no command ${name}`;
  try {
    const { positionals } = parseArgs({
      args: rest,
      options: { ...command.options, help: { type: 'boolean' } },
      allowPositionals: true,
    });
    return name === 'explain' ? wrongSubject(positionals[0], facts) : undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** A rule or code that is named must exist; RULE and CODE stand for any. */
function wrongSubject(subject: string | undefined, facts: Facts): string | undefined {
  if (subject === undefined || ['RULE', 'CODE'].includes(subject)) return undefined;
  const known = [
    ...facts.gates.flatMap((gate) => gate.rules.map((rule) => rule.id)),
    ...facts.codes.map(({ code }) => code),
  ];
  return known.includes(subject) ? undefined : `there is no rule or code ${subject}`;
}

function wrongNpm(words: readonly string[], facts: Facts): string | undefined {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const name = words.filter((word) => word !== '--silent' && word !== 'run')[0] ?? '';
  if (words[0] !== 'run' && words[0] !== 'test') return undefined;
  if (!(name in scripts)) return `package.json has no script ${name}`;
  const separator = words.indexOf('--');
  const rest = separator < 0 ? [] : words.slice(separator + 1);
  if (name === 'railgate') return wrongRailgate(rest, facts);
  if (name === 'security') return wrongRailgate(['run', ...rest], facts);
  if (name === 'generate')
    return rest.every((word) => word === '--check') ? undefined : `generate does not know ${rest.join(' ')}`;
  return undefined;
}

function wrongNx(words: readonly string[]): string | undefined {
  const [command = '', generator = '', ...rest] = words;
  if (!NX_COMMANDS.includes(command)) return `nx ${command} is not among ${NX_COMMANDS.join(', ')}`;
  return command === 'g' ? wrongGenerator(generator, rest) : undefined;
}

function wrongGenerator(generator: string, words: readonly string[]): string | undefined {
  const name = generator.replace('./tools/generators:', '');
  const schema = join(ROOT, 'tools/generators', name, 'schema.json');
  if (!existsSync(schema)) return `there is no generator ${generator}`;
  const { properties } = JSON.parse(readFileSync(schema, 'utf8')) as { properties: object };
  const names = words
    .filter((word) => word.startsWith('--'))
    .map((word) => word.slice(2).split('=')[0] as string);
  const unknown = names.find((option) => !(option in properties));
  return unknown === undefined ? undefined : `the generator ${name} has no option --${unknown}`;
}

function wrongVitest(words: readonly string[]): string | undefined {
  const project = words[words.indexOf('--project') + 1] ?? '';
  const isThere =
    project === 'tools' ||
    /^gate-(licenses|<id>)$/.test(project) ||
    existsSync(join(ROOT, 'packages', project));
  return words.includes('--project') && !isThere ? `there is no project ${project}` : undefined;
}

/** Words as a shell would, for the simple lines of our docs. */
function splitWords(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
}
