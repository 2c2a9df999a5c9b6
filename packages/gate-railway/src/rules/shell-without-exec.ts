import { shellWords, simpleCommands, type ConfigDocument, type Pointer } from '@railgate/code';

import { shellTextOf } from '../commands/shell-syntax.js';
import { editWithin } from '../fixes/in-place.js';
import { settingsOf } from '../services/settings.js';
import type { Report, RailwayRule } from '../rule.js';

export const shellWithoutExec: RailwayRule = {
  id: 'railway/shell-without-exec',
  name: 'ShellWithoutExec',
  summary:
    'A start command runs the server through `sh -c` without `exec`, so the shell may keep SIGTERM to itself.',
  description:
    'Reports a start command with `sh -c "…"` whose last command has no `exec` in front. Silent where commands run side by side (`&`, pipes, `wait`), since the shell is needed then. For the CMD of a Dockerfile see `railway/shell-form-command`.',
  why: 'The shell is the first process of the container then, and many shells pass no signal on. At every deployment the server is killed instead of finishing its requests.',
  remediation: 'Put `exec` in front of the last command: `sh -c "cd app && exec node server.js"`.',
  example: {
    language: 'toml',
    before: '[deploy]\nstartCommand = "sh -c \'node server.js --port $PORT\'"',
    after: '[deploy]\nstartCommand = "sh -c \'exec node server.js --port $PORT\'"',
  },
  severity: 'info',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CMD-003'],
  references: ['https://docs.railway.com/deployments/start-command'],
  since: '0.1.0',
  checks: {
    *config({ document }) {
      for (const { pointer, value } of settingsOf(document, 'deploy', 'startCommand')) {
        const report = typeof value === 'string' ? check(document, pointer, value) : undefined;
        if (report) yield report;
      }
    },
  },
};

function check(document: ConfigDocument, pointer: Pointer, command: string): Report | undefined {
  const text = shellTextOf(shellWords(command).map((word) => word.text));
  const last = text === undefined ? undefined : simpleCommands(text).at(-1);
  if (text === undefined || !last || last[0] === 'exec' || SIDE_BY_SIDE.test(text)) return undefined;
  const at = document.place(pointer, 'value');
  const tail =
    text
      .split(/&&|\|\||;/)
      .at(-1)
      ?.trim() ?? '';
  const isSimple = /^[\w./-]+(?:\s|$)/.test(tail);
  const file = { path: document.path, text: document.text, region: at.region };
  const edit = isSimple ? editWithin(file, tail, `exec ${tail}`) : undefined;
  return {
    message: `The shell stays in front of ${JSON.stringify(last[0])} and may keep SIGTERM to itself. Write exec in front of it.`,
    at,
    ...(edit && { fix: { description: 'Replace the shell by the server.', safe: true, edits: [edit] } }),
  };
}

/** Several processes, or words that are no program. */
const SIDE_BY_SIDE =
  /(?:^|[^&>])&(?!&|>|\d)|(?:^|[^|])\|(?!\|)|\b(?:wait|trap|while|until|for|if|case)\b|[(){}]/;
