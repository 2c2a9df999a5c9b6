import {
  referencesIn,
  shellWords,
  type DockerfileDocument,
  type Instruction,
  type Stage,
} from '@railgate/code';
import { cleanText, type Edit, type Fix } from '@railgate/contract';

import { literalPort } from '../commands/literal-port.js';
import { insertAfter, insertBefore } from '../fixes/dockerfile-edits.js';
import { definitionAt } from '../documents/variables.js';
import { isDatabaseImage } from '../services/images.js';
import type { DockerfileSubject } from '../services/model.js';
import { roleOf } from '../services/role.js';
import type { RailwayRule } from '../rule.js';

export const dockerfilePort: RailwayRule = {
  id: 'railway/dockerfile-port',
  name: 'DockerfilePort',
  summary: 'The final stage of a Dockerfile has no `ARG PORT=<n>` with `EXPOSE ${PORT}`.',
  description:
    'Reports the final stage of a Dockerfile that builds a web service when EXPOSE is missing or names a fixed port. `ENV PORT=<n>` or `EXPOSE ${PORT:-<n>}` serve as well. Database images, cron services and workers are left out; where nothing says that the service takes HTTP requests, or that the folder is a service on Railway at all, it is info.',
  why: 'Railway chooses the port and passes it in PORT. EXPOSE does not route by itself, but it is what people and tools read the port from: a fixed number there says that the service does not follow PORT, which is the most frequent cause of "Application failed to respond".',
  remediation:
    'Write `ARG PORT=8080` and `EXPOSE ${PORT}` in the final stage, and let the server listen on `$PORT`.',
  example: {
    language: 'dockerfile',
    before: 'FROM node:22-slim\nCOPY . .\nEXPOSE 3000\nCMD ["node", "server.js"]',
    after: 'FROM node:22-slim\nCOPY . .\nARG PORT=3000\nEXPOSE ${PORT}\nCMD ["node", "server.js"]',
  },
  severity: 'medium',
  precision: 'medium',
  cwe: [],
  catalogue: ['RLY-DOCK-001'],
  references: ['https://docs.railway.com/guides/vibe-coding-deploy#adding-a-dockerfile'],
  since: '0.1.0',
  checks: {
    *dockerfile(subject) {
      const { document } = subject;
      if (isSkipped(subject)) return;
      const exposed = exposeOf(document.final);
      if (exposed && followsPort(exposed.instruction)) return;
      const known = subject.services.length === 0 || subject.services.some((model) => model.known);
      const likely = known && (exposed !== undefined || isWeb(subject));
      const fix = likely ? repair(document, exposed) : undefined;
      const at = exposed?.instruction.region ?? document.final.from.region;
      yield {
        message: exposed
          ? `${cleanText(document.path)} exposes ${cleanText(exposed.instruction.raw).slice(0, 60)} instead of \${PORT}. Write ARG PORT=<n> and EXPOSE \${PORT} in the final stage.`
          : `The final stage of ${cleanText(document.path)} exposes no port. Write ARG PORT=<n> and EXPOSE \${PORT}.`,
        ...(!likely && { severity: 'info' as const }),
        at: { path: document.path, region: at },
        ...(fix && { fix }),
      };
    },
  },
};

function isSkipped({ document, services }: DockerfileSubject): boolean {
  for (let stage: Stage | undefined = document.final; stage; stage = stage.base) {
    // `FROM ${ROLE}` without a default: which stage runs is chosen outside the repository.
    if (isDatabaseImage(stage.image) || /^\$\w+$|^\$\{\w+\}$/.test(stage.image)) return true;
  }
  return services.length > 0 && services.every((model) => roleOf(model) === 'worker');
}

function isWeb({ document, services }: DockerfileSubject): boolean {
  if (services.some((model) => roleOf(model) === 'web')) return true;
  return commandWords(document.final).some((word) => referencesIn(word).some((one) => one.name === 'PORT'))
    || literalPort(commandWords(document.final)) !== undefined; // prettier-ignore
}

function commandWords(stage: Stage): readonly string[] {
  const command = stage.instructions.findLast((one) => one.keyword === 'CMD' || one.keyword === 'ENTRYPOINT');
  return command?.exec ?? shellWords(command?.raw ?? '').map((word) => word.text);
}

interface Exposed {
  readonly instruction: Instruction;
  readonly stage: Stage;
}

/** The last EXPOSE of the stage, else of the one that it starts from. */
function exposeOf(stage: Stage): Exposed | undefined {
  for (let here: Stage | undefined = stage; here; here = here.base) {
    const all = here.instructions.filter((one) => one.keyword === 'EXPOSE');
    const instruction = all.findLast(followsPort) ?? all.at(-1);
    if (instruction) return { instruction, stage: here };
  }
  return undefined;
}

/** Any variable will do here; one without a default has a rule of its own. */
function followsPort(instruction: Instruction): boolean {
  return referencesIn(instruction.raw).length > 0;
}

function repair(document: DockerfileDocument, exposed: Exposed | undefined): Fix | undefined {
  const edit = exposed ? replacement(document, exposed) : insertion(document);
  return edit && { description: 'Take the exposed port from PORT.', safe: true, edits: [edit] };
}

/** One port only: which of two follows PORT is for a person to say. */
function replacement(document: DockerfileDocument, { instruction, stage }: Exposed): Edit | undefined {
  const port = /^(\d{1,5})(\/tcp)?$/i.exec(instruction.raw.trim());
  const several = stage.instructions.filter((one) => one.keyword === 'EXPOSE').length > 1;
  if (!port || several || stage !== document.final) return undefined;
  const known = definitionAt(document, stage, instruction, 'PORT');
  if (known?.value !== undefined && known.value !== port[1]) return undefined;
  const lines = [
    ...(known?.value === undefined ? [`ARG PORT=${port[1]}`] : []),
    `EXPOSE \${PORT}${port[2] ?? ''}`,
  ];
  return { path: document.path, region: instruction.region, text: lines.join(document.eol) };
}

function insertion(document: DockerfileDocument): Edit {
  const { final } = document;
  const known = definitionAt(document, final, undefined, 'PORT');
  const port = literalPort(commandWords(final))?.port ?? '8080';
  const lines = [...(known?.value === undefined ? [`ARG PORT=${port}`] : []), 'EXPOSE ${PORT}'];
  const start = final.instructions.find((one) => one.keyword === 'CMD' || one.keyword === 'ENTRYPOINT');
  if (start) return insertBefore(document, start, lines);
  return insertAfter(document, final.instructions.at(-1) ?? final.from, lines);
}
