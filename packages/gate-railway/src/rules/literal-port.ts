import { runsInShell, shellWords, type DockerfileDocument, type Instruction } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import { literalPort as findPort, type LiteralPort } from '../commands/literal-port.js';
import { startedProcess } from '../documents/procfile.js';
import { execInShell } from '../fixes/exec-in-shell.js';
import { replaceString } from '../fixes/config-edits.js';
import { isDatabaseImage } from '../services/images.js';
import type { ConfigSubject, DockerfileSubject, ServiceModel } from '../services/model.js';
import { roleOf } from '../services/role.js';
import { settingsOf, type Setting } from '../services/settings.js';
import type { Report, RailwayRule } from '../rule.js';

export const literalPort: RailwayRule = {
  id: 'railway/literal-port',
  name: 'LiteralPort',
  summary: 'A start command listens on a fixed port instead of $PORT.',
  description:
    'Reports `--port 8000`, `-b 0.0.0.0:8000` and the like in the start command, in the Procfile process that Railpack starts, and in the exec-form CMD of a Dockerfile. High where the service has a health check path, which Railway asks for on PORT; else medium, since a domain may have the same target port and a variable PORT may be set in Railway. Low where nothing but a Dockerfile or Procfile says that the folder is a service. `${PORT:-8000}` is fine; ports of databases, workers and cron services are left out.',
  why: 'Railway tells the service its port in PORT. A server on another port is not reached: the health check fails, or visitors get 502 "Application failed to respond".',
  remediation: 'Write `${PORT:-8000}` in a command that a shell runs, or let the server read PORT itself.',
  example: {
    language: 'toml',
    before: '[deploy]\nstartCommand = "uvicorn main:app --host 0.0.0.0 --port 8000"',
    after: '[deploy]\nstartCommand = "uvicorn main:app --host 0.0.0.0 --port ${PORT:-8000}"',
  },
  severity: 'high',
  precision: 'medium',
  cwe: [],
  catalogue: ['RLY-CMD-004', 'RLY-DOCK-006'],
  references: ['https://docs.railway.com/networking/troubleshooting/application-failed-to-respond'],
  since: '0.1.0',
  checks: {
    *config(subject) {
      if (roleOf(subject.service) === 'worker') return;
      for (const setting of settingsOf(subject.document, 'deploy', 'startCommand')) {
        const report = inConfig(subject, setting);
        if (report) yield report;
      }
    },
    *procfile({ document, service }) {
      if (service.builder !== 'RAILPACK' || service.hasStartCommand || roleOf(service) === 'worker') return;
      const entry = startedProcess(document);
      const found = entry && findPort(shellWords(entry.command).map((word) => word.text));
      if (!entry || !found || entry.process === 'worker') return;
      yield {
        message: message(found, `the ${cleanText(entry.process)} process of ${cleanText(document.path)}`),
        severity: severityOf([service]),
        at: { path: document.path, region: entry.region },
        fix: {
          description: 'Listen on PORT.',
          safe: true,
          edits: [{ path: document.path, region: entry.region, text: withPort(entry.command, found) }],
        },
      };
    },
    *dockerfile(subject) {
      const report = inDockerfile(subject);
      if (report) yield report;
    },
  },
};

function inConfig({ document, service }: ConfigSubject, { pointer, value }: Setting): Report | undefined {
  const words = typeof value === 'string' ? shellWords(value).map((word) => word.text) : [];
  const found = findPort(words);
  if (!found || typeof value !== 'string') return undefined;
  // Without a shell the replacement would be a variable that nothing replaces.
  const expands = service.builder !== 'DOCKERFILE' || runsInShell(words);
  return {
    message: message(found, 'this start command'),
    severity: severityOf([service]),
    at: document.place(pointer, 'value'),
    ...(expands && {
      fix: {
        description: 'Listen on PORT.',
        safe: true,
        edits: [replaceString(document, pointer, withPort(value, found))],
      },
    }),
  };
}

function inDockerfile({ document, services, overridden }: DockerfileSubject): Report | undefined {
  const command = document.final.instructions.findLast(
    (one) => one.keyword === 'CMD' || one.keyword === 'ENTRYPOINT',
  );
  if (overridden || !command?.exec || isDatabaseImage(document.final.image)) return undefined;
  const found = findPort(command.exec);
  const workers = services.length > 0 && services.every((service) => roleOf(service) === 'worker');
  if (!found || workers) return undefined;
  const fix = inShell(document, command, found);
  return {
    message: message(found, `the ${command.keyword} of ${cleanText(document.path)}`),
    severity: severityOf(services),
    at: { path: document.path, region: command.region },
    ...(fix && { fix }),
  };
}

function inShell(document: DockerfileDocument, command: Instruction, found: LiteralPort) {
  const words = (command.exec ?? []).map((word, index) => (index === found.word ? found.replacement : word));
  const entrypoint = document.final.instructions.some(
    (one) => one.keyword === 'ENTRYPOINT' && one !== command,
  );
  return entrypoint ? undefined : execInShell(document, command, words);
}

/** Replaces the word in the text of the command, quotes around it included. */
function withPort(command: string, found: LiteralPort): string {
  const word = shellWords(command)[found.word];
  return word ? command.slice(0, word.start) + found.replacement + command.slice(word.end) : command;
}

function message({ port }: LiteralPort, where: string): string {
  return `The port ${port} is fixed in ${where}, and Railway expects the service on $PORT. Write \${PORT:-${port}}.`;
}

function severityOf(services: readonly ServiceModel[]): 'high' | 'medium' | 'low' {
  if (services.length > 0 && services.every((service) => !service.known)) return 'low';
  const checked = services.some(
    ({ config }) => config && settingsOf(config, 'deploy', 'healthcheckPath').length > 0,
  );
  return checked ? 'high' : 'medium';
}
