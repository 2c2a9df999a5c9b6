import type { DockerfileDocument, Instruction, Stage } from '@railgate/code';
import { cleanText, type Edit } from '@railgate/contract';

import { insertBefore } from '../fixes/dockerfile-edits.js';
import { unsetExposes } from '../documents/unset-exposes.js';
import type { RailwayRule } from '../rule.js';

export const exposeWithoutDefault: RailwayRule = {
  id: 'railway/expose-without-default',
  name: 'ExposeWithoutDefault',
  summary: 'EXPOSE uses a variable that has no value in its stage.',
  description:
    'Reports `EXPOSE ${PORT}` in a stage that is built and in which neither `ARG PORT=<n>` nor `ENV PORT=<n>` stands above it, and that starts from no stage with such an ENV. `EXPOSE ${PORT:-3000}` is fine. A base image may set PORT itself; where the image is not an official one it is low.',
  why: 'PORT exists at run time only, so the instruction is empty at build time. Podman, Buildah and the classic builder of Docker stop with "EXPOSE requires at least one argument"; BuildKit goes on and exposes nothing.',
  remediation: 'Put `ARG PORT=<n>` above it, in the same stage.',
  example: {
    language: 'dockerfile',
    before: 'FROM node:22-slim\nEXPOSE ${PORT}',
    after: 'FROM node:22-slim\nARG PORT=3000\nEXPOSE ${PORT}',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-DOCK-002'],
  references: ['https://docs.docker.com/reference/dockerfile/#environment-replacement'],
  since: '0.1.0',
  checks: {
    *dockerfile({ document }) {
      for (const { instruction, stage, name } of unsetExposes(document)) {
        if (document.globalArgs.some((one) => one.name === name)) continue;
        yield {
          message: `EXPOSE uses \${${cleanText(name)}}, which has no value in this stage of ${cleanText(document.path)}. Put ARG ${cleanText(name)}=<n> above it.`,
          ...(stage.image.includes('/') && { severity: 'low' as const }),
          at: { path: document.path, region: instruction.region },
          fix: {
            description: `Declare ${name} with a default.`,
            safe: true,
            edits: [withDefault(document, stage, instruction, name)],
          },
        };
      }
    },
  },
};

/** In the `ARG` that stands above without a value, else in one of its own. */
function withDefault(document: DockerfileDocument, stage: Stage, expose: Instruction, name: string): Edit {
  const above = stage.instructions.slice(0, stage.instructions.indexOf(expose));
  const declared = above.flatMap(({ definitions }) => definitions).findLast((one) => one.name === name);
  if (declared?.keyword !== 'ARG' || declared.value !== undefined)
    return insertBefore(document, expose, [`ARG ${name}=8080`]);
  const { endLine, endColumn } = declared.region;
  const region = { startLine: endLine, startColumn: endColumn, endLine, endColumn };
  return { path: document.path, region, text: '=8080' };
}
