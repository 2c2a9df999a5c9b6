import { cleanText } from '@railgate/contract';

import { removeInstruction } from '../fixes/dockerfile-edits.js';
import { isBuiltOnRailway } from '../services/known.js';
import type { RailwayRule } from '../rule.js';

export const volumeInstruction: RailwayRule = {
  id: 'railway/volume-instruction',
  name: 'VolumeInstruction',
  summary: 'A Dockerfile holds a VOLUME instruction, which Railway rejects.',
  description:
    'Reports VOLUME in any stage of a Dockerfile that builds a service. Where nothing but the Dockerfile says that the folder is a service on Railway, it is low.',
  why: 'Railway refuses to build the file: "docker VOLUME at Line N is not supported, use Railway Volumes".',
  remediation:
    'Take the instruction out, attach a Railway volume to the service and name its path in `deploy.requiredMountPath`.',
  example: {
    language: 'dockerfile',
    before: 'FROM node:22-slim\nVOLUME ["/data"]\nCMD ["node", "server.js"]',
    after: 'FROM node:22-slim\nCMD ["node", "server.js"]',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-DOCK-012'],
  references: ['https://docs.railway.com/volumes', 'https://docs.railway.com/volumes/reference'],
  since: '0.1.0',
  checks: {
    *dockerfile(subject) {
      const { document } = subject;
      const known = isBuiltOnRailway(subject);
      for (const instruction of document.stages.flatMap((stage) => stage.instructions)) {
        if (instruction.keyword !== 'VOLUME') continue;
        const path = cleanText(instruction.raw.trim()).slice(0, 60);
        yield {
          message: `Railway rejects the VOLUME ${path} of ${cleanText(document.path)}. Remove it and attach a Railway volume at that path.`,
          ...(!known && { severity: 'low' as const }),
          at: { path: document.path, region: instruction.region },
          // Where Railway does not build the file, other hosts may rely on the instruction.
          ...(known && {
            fix: {
              description: 'Remove the VOLUME instruction.',
              safe: true,
              edits: [removeInstruction(document, instruction)],
            },
          }),
        };
      }
    },
  },
};
