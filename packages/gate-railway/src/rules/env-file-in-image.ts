import {
  envFileRole,
  execForm,
  holdsPassword,
  isSecretName,
  judgeSecret,
  type DockerfileDocument,
  type EnvEntry,
  type EnvFileDocument,
  type Instruction,
} from '@railgate/code';
import { cleanText } from '@railgate/contract';

import { imageStages } from '../documents/image-settings.js';
import type { RailwayRule } from '../rule.js';
import { pathBelow } from '../services/railway-files.js';
import type { ServiceModel } from '../services/model.js';
import { watchPattern } from '../services/watch-patterns.js';

export const envFileInImage: RailwayRule = {
  id: 'railway/env-file-in-image',
  name: 'EnvFileInImage',
  summary: 'A Dockerfile copies a .env file of the repository into the image.',
  description:
    'Reports COPY and ADD of the stages that the image is made of where they take a `.env` file of the repository along, by its name or with its folder, and no `.dockerignore` keeps it out. One that holds no secret is low. Examples (`.env.example`) are fine, and so is a file that git does not have: Railway builds from what is committed. `.git` and `node_modules` are not in what Railway builds from either.',
  why: 'Whoever gets the image reads the file, and a library that loads it (dotenv) sets its values where Railway sets none: the values of a laptop in production.',
  remediation:
    'Put `.env*` into `.dockerignore` (and `!.env.example`), remove the file from git, set its variables in Railway, and replace the secrets that were committed.',
  example: {
    language: 'dockerfile',
    before: '# .env is committed\nFROM node:22-slim\nCOPY . .',
    after: '# .dockerignore: .env*\nFROM node:22-slim\nCOPY . .',
  },
  severity: 'high',
  precision: 'high',
  cwe: [538, 522],
  catalogue: ['RLY-DOCK-016'],
  references: [
    'https://docs.docker.com/build/concepts/context/#dockerignore-files',
    'https://railpack.com/config/excluding-files',
  ],
  since: '0.1.0',
  checks: {
    *dockerfile({ document, services }) {
      const copies = copiesOf(document);
      const seen = new Set<string>();
      for (const service of services) {
        for (const file of service.envFiles) {
          if (seen.has(file.path) || envFileRole(file.path) === 'example') continue;
          const copy = copies.find((one) => takes(one, file.path, service));
          if (!copy || service.keptOutOfBuild(file.path)) continue;
          seen.add(file.path);
          const secret = file.entries.find(holdsSecret);
          yield {
            message: `${copy.keyword} puts ${cleanText(file.path)} into the image${secret ? `, with ${cleanText(secret.key)} in it` : ''}. Keep it out with .dockerignore and out of git, and set its variables in Railway.`,
            ...(!secret && { severity: 'low' as const }),
            at: { path: document.path, region: copy.region },
            related: [placeOf(file, secret)],
          };
        }
      }
    },
  },
};

/** Those from the folder of the build, into the image that runs. */
function copiesOf(document: DockerfileDocument): Instruction[] {
  return imageStages(document)
    .flatMap(({ instructions }) => instructions)
    .filter(({ keyword, flags }) => {
      const isCopy = keyword === 'COPY' || keyword === 'ADD';
      return isCopy && !flags.some((flag) => flag.startsWith('from='));
    });
}

/** Undeclared, the build may start in the service's root or in that of the repository. */
function takes({ raw, words, flags }: Instruction, path: string, { service }: ServiceModel): boolean {
  const sources = (execForm(raw, '\\') ?? words.map(({ text }) => text)).slice(0, -1);
  const isExcluded = flags.some((flag) => flag.startsWith('exclude='));
  if (isExcluded) return false;
  return [...new Set([service.root, '.'])].some((folder) => {
    const below = pathBelow(folder, path);
    return below !== undefined && sources.some((source) => covers(source, below));
  });
}

function covers(source: string, path: string): boolean {
  const plain = source.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');
  if (source.includes('$') || source.startsWith('<<') || plain.length > 300) return false;
  if (plain === '' || plain === '.' || path === plain || path.startsWith(`${plain}/`)) return true;
  // A class of characters is rare, and would have to be read as Go reads it.
  if (!/[*?]/.test(plain) || plain.includes('[')) return false;
  return watchPattern(`/${plain}`)?.matches(path) ?? false;
}

function holdsSecret({ key, value }: EnvEntry): boolean {
  return holdsPassword(value) || (isSecretName(key) && judgeSecret(value) === 'literal');
}

function placeOf({ path }: EnvFileDocument, secret: EnvEntry | undefined) {
  return { path, region: secret?.region ?? { startLine: 1 }, message: 'The file that is copied.' };
}
