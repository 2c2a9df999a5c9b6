import { isList, simpleCommands, type ConfigDocument, type Pointer } from '@railgate/code';

import { settingsOf, type Section } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

const COMMANDS: readonly (readonly [Section, string])[] = [
  ['build', 'buildCommand'],
  ['deploy', 'startCommand'],
  ['deploy', 'preDeployCommand'],
];

export const composeCommand: RailwayRule = {
  id: 'railway/compose-command',
  name: 'ComposeCommand',
  summary: 'A command runs Docker Compose, which no container on Railway can do.',
  description:
    'Reports `docker compose` and `docker-compose` in a start, build or pre-deploy command, and in the package scripts that they call. A file called docker-compose.yml in an argument of another program is not reported.',
  why: 'There is no Docker daemon in a Railway container: the command fails, and the service never starts.',
  remediation:
    'Make each service of the Compose file a Railway service with a Dockerfile or start command of its own; take databases from Railway.',
  example: {
    language: 'toml',
    before: '[deploy]\nstartCommand = "docker compose up"',
    after: '[deploy]\nstartCommand = "node dist/server.js"',
  },
  severity: 'high',
  precision: 'very-high',
  cwe: [],
  catalogue: ['RLY-CMD-008'],
  references: ['https://docs.railway.com/builds/dockerfiles#docker-compose'],
  since: '0.1.0',
  checks: {
    *config({ document }) {
      for (const [section, key] of COMMANDS) {
        for (const { pointer, command } of commandsOf(document, section, key)) {
          if (!simpleCommands(command).some(isCompose)) continue;
          yield { message: message(key), at: document.place(pointer, 'value') };
        }
      }
    },
    *service({ starts }) {
      for (const { runs, place, command } of starts) {
        if (place === undefined || simpleCommands(command).some(isCompose)) continue;
        const run = runs.find(({ words }) => isCompose(words));
        if (run?.place) yield { message: message('startCommand'), at: run.place, related: [place] };
      }
    },
  },
};

function commandsOf(document: ConfigDocument, section: Section, key: string) {
  return settingsOf(document, section, key).flatMap(({ pointer, value }) => {
    const all: readonly (readonly [Pointer, unknown])[] = isList(value)
      ? value.map((one, index) => [[...pointer, index], one] as const)
      : [[pointer, value]];
    return all.flatMap(([at, command]) => (typeof command === 'string' ? [{ pointer: at, command }] : []));
  });
}

function isCompose(words: readonly string[]): boolean {
  const at = words.findIndex((word) => !/^(?:exec|sudo|[A-Za-z_]\w*=.*)$/.test(word));
  const [first = '', second] = words.slice(at);
  const name = first.slice(first.lastIndexOf('/') + 1);
  if (name === 'docker-compose') return true;
  return (name === 'docker' || name === 'podman') && second === 'compose';
}

function message(key: string): string {
  return `${key} runs Docker Compose, and a Railway container has no Docker. Make each of its services a Railway service.`;
}
