import type { Instruction } from '@railgate/code';

import { canonical } from './canonical.js';
import { partOf, type Form } from './form-fit.js';
import type { Step } from './history-step.js';
import { commandText, jsonList } from './instruction-text.js';

/** `RUN`: builders put arguments and the shell in front of the command, and expand nothing in it. */
export function runForm(instruction: Instruction, escape: string): Form {
  const list = jsonList(instruction, escape);
  const texts = textsOf(instruction, escape);
  const exec = list && canonical(list.join(' '));
  const flags = canonical(instruction.flags.map((flag) => `--${flag}`).join(''));
  const length = Math.max(...texts.map((text) => text.length), exec?.length ?? 0);
  return {
    length,
    fits(step) {
      if (exec !== undefined && step.text.endsWith(exec) && isExecHead(step, exec.length)) {
        return partOf(exec.length, length);
      }
      const shown = texts.find((text) => endsWithCommand(step, text, flags)) ?? summaryOf(step, texts);
      return shown === undefined ? 0 : partOf(shown.length, length);
    },
  };
}

/** What may stand where the command stands: it, the here-document's text, or the file that holds that. */
function textsOf(instruction: Instruction, escape: string): string[] {
  const { raw } = instruction;
  const heredoc = /^<<-?["']?(\w+)["']?[ \t]*\r?\n/.exec(raw);
  if (!raw.includes('<<')) return [canonical(commandText(raw, escape))];
  const name = heredoc?.[1];
  if (!heredoc || name === undefined) return [canonical(raw), canonical(commandText(raw, escape))];
  const body = raw.slice(heredoc[0].length, raw.lastIndexOf('\n') + 1);
  return body.startsWith('#!') ? [`/dev/pipes/${name}`, canonical(body)] : [canonical(body)];
}

function endsWithCommand(step: Step, text: string, flags: string): boolean {
  if (text === '' || !step.text.endsWith(text)) return false;
  const head = step.text.slice(0, -text.length);
  // Kaniko writes the instruction as it stands in the Dockerfile, Buildah leaves the flags where they were.
  if (head === '' || head === flags) return true;
  const before = flags !== '' && head.endsWith(flags) ? head.slice(0, -flags.length) : head;
  return step.shells.some(
    (shell) => before.endsWith(shell) && isArguments(before.slice(0, -shell.length), shell),
  );
}

/** `|2PORT=3000NAME=x`. A second shell in it is a longer command that ends as ours does. */
function isArguments(head: string, shell: string): boolean {
  return head === '' || (/^\|\d/.test(head) && !head.includes(shell));
}

function isExecHead(step: Step, length: number): boolean {
  const head = step.text.slice(0, step.text.length - length);
  return head === '' || (/^\|\d/.test(head) && !step.shells.some((shell) => head.includes(shell)));
}

/** `<<EOF (apt-get update...)`, the first line of the here-document. */
function summaryOf(step: Step, texts: readonly string[]): string | undefined {
  const summary = /<<-?\w+\((.{8,}?)(?:\.\.\.)?\)$/.exec(step.text.slice(0, SUMMARY_LIMIT))?.[1];
  return summary !== undefined && texts.some((text) => text.startsWith(summary)) ? summary : undefined;
}

const SUMMARY_LIMIT = 2000;
