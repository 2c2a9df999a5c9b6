import {
  isPlain,
  referencesIn,
  runsInShell,
  shellWords,
  wrapInShell,
  type DockerfileDocument,
  type Instruction,
  type Stage,
} from '@railgate/code';
import { cleanText } from '@railgate/contract';

import { replaceString } from '../fixes/config-edits.js';
import { execInShell } from '../fixes/exec-in-shell.js';
import type { ConfigSubject } from '../services/model.js';
import { settingsOf } from '../services/settings.js';
import type { Report, RailwayRule } from '../rule.js';

export const execFormPort: RailwayRule = {
  id: 'railway/exec-form-port',
  name: 'ExecFormPort',
  summary: 'A variable such as $PORT stands in a command that runs without a shell, so nothing replaces it.',
  description:
    'Reports a start command with a variable in a service that a Dockerfile builds, where no `sh -c` runs it; and a CMD or ENTRYPOINT in exec form (a JSON array) with `$PORT`. Silent where Railpack or Nixpacks build, since they start through a shell; for an array that runs a shell itself, `["sh", "-c", …]`; and for a CMD that a start command replaces. A CMD that is handed to an entrypoint script is info, since the script may expand it.',
  why: 'The server gets the five characters `$PORT` instead of a number and stops ("\'$PORT\' is not a valid integer"), or falls back to a port on which Railway does not look for it. It is the most frequent mistake in Railway services with a Dockerfile.',
  remediation:
    'Run the command in a shell, with `exec` so that the server gets SIGTERM: `/bin/sh -c "exec … --port $PORT"`.',
  example: {
    language: 'dockerfile',
    before: 'CMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "$PORT"]',
    after: 'CMD ["/bin/sh", "-c", "exec uvicorn main:app --host 0.0.0.0 --port $PORT"]',
  },
  severity: 'high',
  precision: 'very-high',
  cwe: [],
  catalogue: ['RLY-CMD-001', 'RLY-DOCK-005'],
  references: ['https://docs.railway.com/deployments/start-command', 'https://docs.railway.com/builds/build-and-start-commands#start-command'], // prettier-ignore
  since: '0.1.0',
  checks: {
    *config(subject) {
      if (subject.service.builder !== 'DOCKERFILE') return;
      for (const setting of settingsOf(subject.document, 'deploy', 'startCommand')) {
        if (typeof setting.value !== 'string') continue;
        const [variable] = referencesIn(setting.value);
        const words = shellWords(setting.value).map((word) => word.text);
        if (variable && !runsInShell(words))
          yield startCommand(subject, setting.pointer, setting.value, variable.text);
      }
    },
    *dockerfile({ document, overridden }) {
      if (overridden) return;
      for (const instruction of startInstructions(document.final)) {
        const report = execForm(document, instruction);
        if (report) yield report;
      }
    },
  },
};

function startCommand(
  { document, service }: ConfigSubject,
  pointer: readonly (string | number)[],
  command: string,
  variable: string,
): Report {
  const cause = service.dockerfilePath ?? 'the builder DOCKERFILE';
  return {
    message: `${cleanText(variable)} stays as it is in this start command: ${cleanText(cause)} builds the service, and then no shell runs it. Wrap it in /bin/sh -c "exec …".`,
    at: document.place(pointer, 'value'),
    ...(isPlain(command) && {
      fix: {
        description: 'Run the command in a shell.',
        safe: true,
        edits: [replaceString(document, pointer, wrapInShell(command))],
      },
    }),
  };
}

/** The last CMD and the last ENTRYPOINT: earlier ones never run. */
function startInstructions(stage: Stage): Instruction[] {
  return ['ENTRYPOINT', 'CMD'].flatMap((keyword) => {
    const last = stage.instructions.findLast((one) => one.keyword === keyword);
    return last ? [last] : [];
  });
}

function execForm(document: DockerfileDocument, instruction: Instruction): Report | undefined {
  const words = instruction.exec;
  const variable = words?.flatMap(referencesIn).find((one) => one.name === 'PORT');
  if (!words || !variable || runsInShell(words)) return undefined;
  const entrypoint = document.final.instructions.findLast((one) => one.keyword === 'ENTRYPOINT');
  const handedOn = instruction.keyword === 'CMD' && entrypoint !== undefined;
  if (handedOn && runsInShell(entrypoint.exec ?? [])) return undefined;
  const script = [
    ...(handedOn ? (entrypoint.exec ?? shellWords(entrypoint.raw).map((one) => one.text)) : words),
  ];
  const maybe = script.some((word) => /entrypoint|\.sh$/.test(word));
  const fix = handedOn ? undefined : execInShell(document, instruction, words);
  return {
    message: `${cleanText(variable.text)} stays as it is in this ${instruction.keyword}: the exec form runs without a shell. Write ["/bin/sh", "-c", "exec …"].`,
    ...(maybe && { severity: 'info' as const }),
    at: { path: document.path, region: instruction.region },
    ...(fix && !maybe && { fix }),
  };
}
