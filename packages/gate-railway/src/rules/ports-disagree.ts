import { shellWords, type DockerfileDocument } from '@railgate/code';
import { cleanText, type Place } from '@railgate/contract';

import { literalPort } from '../commands/literal-port.js';
import { baseImage, imageStages, lastSetting } from '../documents/image-settings.js';
import { definitionAt } from '../documents/variables.js';
import { isDatabaseImage } from '../services/images.js';
import type { DockerfileSubject } from '../services/model.js';
import type { RailwayRule } from '../rule.js';

export const portsDisagree: RailwayRule = {
  id: 'railway/ports-disagree',
  name: 'PortsDisagree',
  summary: 'EXPOSE, ENV PORT and the command of a Dockerfile name different ports.',
  description:
    'Reports a Dockerfile whose final stage exposes one fixed port, sets ENV PORT to a fixed one, or starts a server on a fixed one, where these are not the same. An image that exposes several ports is left out, and so are database images and a CMD that a start command replaces.',
  why: 'Somebody changed one of the places and forgot the others. Who reads EXPOSE, a person or a tool, sends requests to a port where nothing listens.',
  remediation: 'Write the number once, `ARG PORT=8080`, and use `${PORT}` in EXPOSE and in the command.',
  example: {
    language: 'dockerfile',
    before: 'FROM node:22-slim\nENV PORT=8080\nEXPOSE 3000\nCMD ["node", "server.js"]',
    after: 'FROM node:22-slim\nENV PORT=8080\nEXPOSE ${PORT}\nCMD ["node", "server.js"]',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-DOCK-004'],
  references: ['https://docs.railway.com/networking/domains/working-with-domains#target-ports'],
  since: '0.1.0',
  checks: {
    *dockerfile(subject) {
      if (isDatabaseImage(baseImage(subject.document))) return;
      const ports = fixedPorts(subject);
      const [first, ...others] = ports;
      const different = others.filter((one) => one.port !== first?.port);
      if (!first || different.length === 0) return;
      const said = ports.map((one) => `${one.where} ${one.port}`).join(', ');
      yield {
        message: `The ports of ${cleanText(subject.document.path)} disagree: ${said}. Write the number once and use \${PORT} elsewhere.`,
        at: first.place,
        related: others.map((one) => ({ ...one.place, message: `${one.where} ${one.port}.` })),
      };
    },
  },
};

interface FixedPort {
  readonly where: string;
  readonly port: number;
  readonly place: Place;
}

/** In the order of EXPOSE, ENV, command; nothing where several ports are exposed. */
function fixedPorts(subject: DockerfileSubject): FixedPort[] {
  const { document, overridden } = subject;
  const exposed = exposedPorts(document);
  if (exposed.length > 1) return [];
  const found = [...exposed];
  const env = definitionAt(document, document.final, undefined, 'PORT');
  if (env?.keyword === 'ENV' && /^\d{1,5}$/.test(env.value ?? '')) {
    found.push({ where: 'ENV PORT', port: Number(env.value), place: placeOf(document, env) });
  }
  const command = lastSetting(document, 'CMD', 'ENTRYPOINT')?.instruction;
  if (overridden || !command) return found;
  const port = literalPort(command.exec ?? shellWords(command.raw).map((word) => word.text))?.port;
  if (port !== undefined) {
    found.push({ where: command.keyword, port: Number(port), place: placeOf(document, command) });
  }
  return found;
}

function exposedPorts(document: DockerfileDocument): FixedPort[] {
  const found: FixedPort[] = [];
  for (const instruction of imageStages(document).flatMap((stage) => stage.instructions)) {
    if (instruction.keyword !== 'EXPOSE') continue;
    for (const word of instruction.words) {
      const port = /^(\d{1,5})(?:\/\w+)?$/.exec(word.text)?.[1];
      // A variable or a range among them: what is exposed is not known.
      const number = port === undefined ? NaN : Number(port);
      if (found.some((one) => one.port === number)) continue;
      found.push({ where: 'EXPOSE', port: number, place: placeOf(document, instruction) });
    }
  }
  return found.length === 1 && Number.isNaN(found[0]?.port) ? [] : found;
}

function placeOf({ path }: DockerfileDocument, { region }: { readonly region: Place['region'] }): Place {
  return { path, region };
}
