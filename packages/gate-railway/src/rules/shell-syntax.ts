import { isPlain, referencesIn, runsInShell, shellWords, wrapInShell } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import { shellSyntax as syntaxOf, shellSyntaxOfWords } from '../commands/shell-syntax.js';
import type { ServiceModel } from '../services/model.js';
import { placeOfStart } from '../services/places.js';
import type { StartCommand } from '../services/start.js';
import type { Report, RailwayRule } from '../rule.js';

export const shellSyntax: RailwayRule = {
  id: 'railway/shell-syntax',
  name: 'ShellSyntax',
  summary: 'A start command uses shell syntax, but no shell runs it.',
  description:
    'Reports `&&`, `||`, `;`, `|`, redirections, `cd`, `exec`, `export`, `NAME=value` in front and `~/` in a start command of a service that a Dockerfile builds, and in an exec-form CMD or ENTRYPOINT. Silent for what stands in quotes, for a command that `sh -c` runs, and where Railpack builds. A command with a variable in it is reported by `railway/exec-form-port`, whose repair is the same.',
  why: 'Railway starts the first word as a program and hands it the rest. There is no program `cd` or `HOST=0.0.0.0` ("The executable could not be found"), and `&&` becomes an argument of the first command.',
  remediation: 'Wrap the command: `/bin/sh -c "cd app && exec node server.js"`.',
  example: {
    language: 'toml',
    before: '# beside a Dockerfile\n[deploy]\nstartCommand = "HOST=0.0.0.0 node server.js"',
    after: '[deploy]\nstartCommand = "/bin/sh -c \\"HOST=0.0.0.0 node server.js\\""',
  },
  severity: 'high',
  precision: 'very-high',
  cwe: [],
  catalogue: ['RLY-CMD-002'],
  references: ['https://docs.railway.com/deployments/start-command'],
  since: '0.1.0',
  checks: {
    *service(model) {
      if (model.builder !== 'DOCKERFILE') return;
      for (const start of model.starts) {
        const report = start.source === 'dockerfile' ? undefined : configured(model, start);
        if (report) yield report;
      }
    },
    *dockerfile({ document, overridden }) {
      const { instructions } = document.final;
      if (overridden) return;
      const entrypoint = instructions.findLast((one) => one.keyword === 'ENTRYPOINT');
      const command = entrypoint ?? instructions.findLast((one) => one.keyword === 'CMD');
      const found = command?.exec && !runsInShell(command.exec) && shellSyntaxOfWords(command.exec);
      if (!command || found === undefined || found === false) return;
      yield {
        message: `${cleanText(found)} is for a shell, and the exec form of ${command.keyword} runs without one. Write ["/bin/sh", "-c", "…"].`,
        at: { path: document.path, region: command.region },
      };
    },
  },
};

function configured(model: ServiceModel, start: StartCommand): Report | undefined {
  const { command, source } = start;
  const at = placeOfStart(model, start);
  if (!at || referencesIn(command).length > 0) return undefined;
  const found = syntaxOf(command);
  if (found === undefined || runsInShell(shellWords(command).map((word) => word.text))) return undefined;
  const { startLine, startColumn = 1, endLine = startLine, endColumn = startColumn } = at.region;
  const region = { startLine, startColumn, endLine, endColumn };
  const by = model.dockerfilePath ?? 'a Dockerfile';
  return {
    message: `${cleanText(found)} in this start command is for a shell, but ${cleanText(by)} builds the service, and then none runs it. Wrap it in /bin/sh -c "…".`,
    at,
    ...(source === 'config' &&
      isPlain(command) && {
        fix: {
          description: 'Run the command in a shell.',
          safe: true,
          edits: [{ path: at.path, region, text: JSON.stringify(wrapInShell(command.trim())) }],
        },
      }),
  };
}
