import type { Instruction } from '@railgate/code';

import { canonicalList, fitsPattern, literalLength, toPattern, type Pattern } from './canonical.js';
import { exposeForm } from './expose-form.js';
import { partOf, UNSHOWN, type Form } from './form-fit.js';
import type { Step } from './history-step.js';
import { commandText, jsonList } from './instruction-text.js';

/** Instructions that change the configuration, and `WORKDIR`. */
export function settingForm(instruction: Instruction, escape: string): Form {
  const text = commandText(instruction.raw, escape);
  switch (instruction.keyword) {
    case 'ARG':
      return argForm(instruction);
    case 'ENV':
      return patterns(toPattern(pairsOf(instruction)), toPattern(text));
    case 'LABEL':
      return patterns(toPattern(labelsOf(text)), toPattern(text));
    case 'EXPOSE':
      return exposeForm(text);
    case 'WORKDIR':
      return folderForm(text);
    case 'HEALTHCHECK':
      return healthForm(text);
    case 'CMD':
    case 'ENTRYPOINT':
      return startForm(instruction, escape);
    case 'SHELL':
    case 'VOLUME':
      return listForm(text);
    default:
      return patterns(toPattern(text));
  }
}

function patterns(first: Pattern, ...others: readonly Pattern[]): Form {
  const all = [first, ...others];
  return {
    length: literalLength(first),
    fits: (step) => (all.some((one) => fitsPattern(one, step.text)) ? 1 : 0),
  };
}

function pairsOf(instruction: Instruction): string {
  return instruction.definitions.map(({ name, value }) => `${name}=${value ?? ''}`).join(' ');
}

/** `LABEL name value`, the old form, is written as `name=value`. */
function labelsOf(text: string): string {
  const [first = '', ...rest] = text.trim().split(/\s+/);
  return first.includes('=') || first.startsWith('"') ? text : `${first}=${rest.join(' ')}`;
}

function argForm(instruction: Instruction): Form {
  const { definitions } = instruction;
  const exact = toPattern(
    definitions.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`)).join(' '),
  );
  const names = definitions.map(({ name }) => name);
  return {
    length: literalLength(exact),
    fits(step) {
      if (fitsPattern(exact, step.text)) return 1;
      // It may have got another value than its default from the command line.
      if (namesFit(names, step.text)) return partOf(names.join('').length, literalLength(exact));
      // Buildah writes the names of all arguments so far that have a value, in any order.
      return step.builder === 'buildah' ? UNSHOWN : 0;
    },
  };
}

function namesFit(names: readonly string[], text: string): boolean {
  const [first = '', ...others] = names;
  const rest = text.slice(first.length);
  if (!text.startsWith(first) || (others.length === 0 && rest !== '' && !rest.startsWith('='))) return false;
  return fitsPattern(['', ...others, ''], rest);
}

/** Builders write the whole path, or what the Dockerfile says. */
function folderForm(text: string): Form {
  const path = text.trim().replace(/^(["'])(.*)\1$/s, '$2');
  const tidy = path.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
  const relative = tidy.replace(/^(?:\.\/)+/, '');
  if (tidy === '.' || tidy.includes('..'))
    return { length: 0, fits: (step) => (step.text.includes('/') ? UNSHOWN : 0) };
  const form = patterns(toPattern(tidy), toPattern(path));
  if (/^[/$]/.test(tidy) || /^[A-Za-z]:/.test(tidy)) return form;
  const [first = '', ...rest] = toPattern(relative);
  const below: Pattern = ['', `/${first}`, ...rest];
  return { length: form.length, fits: (step) => (form.fits(step) || fitsPattern(below, step.text) ? 1 : 0) };
}

/** Docker writes a structure that holds the command, Buildah the instruction as it stands. */
function healthForm(text: string): Form {
  const command = toPattern(text.trim().replace(/^CMD\s/i, ''), canonicalList);
  const inside: Pattern = ['', ...command, ''];
  return {
    length: literalLength(command),
    fits: (step) => (fitsPattern(inside, step.list) || fitsPattern(inside, step.unescaped) ? 1 : 0),
  };
}

/** `CMD` and `ENTRYPOINT`: nothing in them is expanded. */
function startForm(instruction: Instruction, escape: string): Form {
  const exec = jsonList(instruction, escape);
  const own = canonicalList(exec ? exec.join(' ') : commandText(instruction.raw, escape));
  const written = canonicalList(commandText(instruction.raw, escape));
  const fits = (step: Step, text: string): boolean =>
    text === own ||
    text === written ||
    (!exec && step.shells.some((shell) => text === canonicalList(shell) + own));
  return {
    length: own.length,
    fits: (step) => (fits(step, step.list) || fits(step, step.unescaped) ? 1 : 0),
  };
}

function listForm(text: string): Form {
  const pattern = toPattern(text, canonicalList);
  return { length: literalLength(pattern), fits: (step) => (fitsPattern(pattern, step.list) ? 1 : 0) };
}
