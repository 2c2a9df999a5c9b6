import {
  isCompound,
  joinLines,
  shellWords,
  simpleCommands,
  type DockerfileDocument,
  type Instruction,
} from '@railgate/code';
import { cleanText, type Fix } from '@railgate/contract';

import { lastSetting } from '../documents/image-settings.js';
import type { RailwayRule } from '../rule.js';

export const shellFormCommand: RailwayRule = {
  id: 'railway/shell-form-command',
  name: 'ShellFormCommand',
  summary: 'The command of a Dockerfile is in shell form and does not begin with `exec`.',
  description:
    "Reports a CMD or ENTRYPOINT of the image that runs, when it is in shell form and its last command has no `exec` in front. A command that a start command of Railway replaces is left out, and so is one for a shell of Windows. High where an array was meant and is no JSON, as in `CMD ['node', 'server.js']`: the shell looks for a program called `[node,` and finds none.",
  why: '/bin/sh is process 1 then and does not pass SIGTERM on: the server is killed in the middle of its requests when a deployment replaces it, and its exit handlers never run.',
  remediation:
    'Put `exec` in front of the server, or write the exec form where the command needs no variable.',
  example: {
    language: 'dockerfile',
    before: 'FROM python:3.13-slim\nCMD uvicorn main:app --port ${PORT:-8000}',
    after: 'FROM python:3.13-slim\nCMD exec uvicorn main:app --port ${PORT:-8000}',
  },
  severity: 'info',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-DOCK-007'],
  references: ['https://docs.docker.com/reference/build-checks/json-args-recommended/'],
  since: '0.1.0',
  checks: {
    *dockerfile({ document, overridden }) {
      const found = lastSetting(document, 'ENTRYPOINT') ?? lastSetting(document, 'CMD');
      if (overridden || !found || found.instruction.exec) return;
      const { instruction, stage } = found;
      const shell = lastSetting(document, 'SHELL')?.instruction.raw ?? '';
      if (/powershell|pwsh|cmd/i.test(shell)) return;
      const text = joinLines(instruction.raw, '\\');
      if (BROKEN_ARRAY.test(text.trim())) {
        yield {
          message: `The ${instruction.keyword} of ${cleanText(document.path)} is no JSON array, so a shell runs it as it stands and finds no such program. Write every word in double quotes, with commas between them.`,
          severity: 'high',
          at: { path: document.path, region: instruction.region },
        };
        return;
      }
      const last = simpleCommands(text).at(-1);
      const program = last?.find((word) => !ASSIGNMENT.test(word)) ?? '';
      if (!last || program === 'exec') return;
      const fix = stage === document.final ? withExec(document, instruction, text) : undefined;
      yield {
        message: `The ${instruction.keyword} of ${cleanText(document.path)} runs below /bin/sh, which does not pass SIGTERM on. Put exec in front of ${cleanText(program).slice(0, 60)}.`,
        at: { path: document.path, region: instruction.region },
        ...(fix && { fix }),
      };
    },
  },
};

/** `NAME=x exec node .` is right, `exec NAME=x node .` looks for a program of that name. */
const ASSIGNMENT = /^\w+=/;

/** `['a', 'b']` and `["a" "b"]`, but neither `[ -f x ] && y` nor `[[ -f x ]] && y`. */
const BROKEN_ARRAY = /^\[(?:[^\s[]|[^[].*\]$)/s;

/** One plain program; what the shell itself does cannot be replaced by `exec`. */
function withExec(document: DockerfileDocument, instruction: Instruction, text: string): Fix | undefined {
  const first = shellWords(text)[0]?.text ?? '';
  const [word] = instruction.words;
  if (!word || isCompound(text) || !/^[\w./-]{2,}$/.test(first) || BUILTINS.has(first)) return undefined;
  const { startLine, startColumn } = word.region;
  const region = { startLine, startColumn, endLine: startLine, endColumn: startColumn };
  return {
    description: 'Let the server be process 1.',
    safe: true,
    edits: [{ path: document.path, region, text: 'exec ' }],
  };
}

const BUILTINS: ReadonlySet<string> = new Set([
  'if', 'for', 'while', 'until', 'case', 'source', 'export', 'set', 'eval', 'trap', 'ulimit', 'umask', 'unset', 'wait',
  'test', 'true', 'false', 'read', 'alias', 'function', 'until', 'command', 'time',
]); // prettier-ignore
