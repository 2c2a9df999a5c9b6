import {
  holdsPassword,
  isSecretName,
  judgeSecret,
  referencesIn,
  type Definition,
  type DockerfileDocument,
} from '@railgate/code';
import { cleanText } from '@railgate/contract';

import { imageStages } from '../documents/image-settings.js';
import type { Report, RailwayRule } from '../rule.js';

export const secretInImage: RailwayRule = {
  id: 'railway/secret-in-image',
  name: 'SecretInImage',
  summary: 'A Dockerfile puts a secret into the image with ENV or ARG.',
  description:
    'Reports ENV and ARG whose name is that of a secret and whose value is written there, an address with a password in it, and ENV that takes over the value of an ARG with the name of a secret. A default that everybody knows, such as `changeme`, is medium; ENV with the value of an ARG in a stage that the final image does not start from is low. Empty values, stand-ins that a build needs (`placeholder`, `dummy`) and names of what is public (`VITE_X`, publishable keys) are left out. The value is never shown.',
  why: 'The values stand in the configuration and the history of the image, where everybody who can pull it reads them with `docker history`; a literal stands in the repository as well.',
  remediation:
    'Set the variable in Railway, where the running service gets it. What only the build needs goes into `ARG NAME` without a value, in an early stage and in the one RUN that needs it. Replace a secret that was committed.',
  example: {
    language: 'dockerfile',
    before: 'FROM node:22-slim\nARG NPM_TOKEN\nENV NPM_TOKEN=${NPM_TOKEN}\nRUN npm ci',
    after:
      'FROM node:22-slim AS build\nARG NPM_TOKEN\nRUN npm ci\nFROM node:22-slim\nCOPY --from=build /app /app',
  },
  severity: 'high',
  precision: 'high',
  cwe: [798, 522],
  catalogue: ['RLY-DOCK-009'],
  references: [
    'https://docs.railway.com/guides/build-time-vs-runtime-secrets',
    'https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/',
  ],
  since: '0.1.0',
  checks: {
    *dockerfile({ document }) {
      const shipped = new Set(imageStages(document));
      for (const one of document.globalArgs) yield* reportOf(document, one, true);
      for (const stage of document.stages) {
        for (const one of stage.instructions.flatMap((instruction) => instruction.definitions)) {
          yield* reportOf(document, one, shipped.has(stage));
        }
      }
    },
  },
};

function* reportOf(document: DockerfileDocument, one: Definition, isShipped: boolean): Iterable<Report> {
  const { keyword, name, value, region } = one;
  if (value === undefined) return;
  const at = { path: document.path, region };
  const said = `${keyword} ${cleanText(name)}`;
  const from = takenFrom(one);
  if (from !== undefined) {
    yield {
      message: `${said} keeps the secret of ARG ${cleanText(from)} in the image. Use the ARG in the one RUN that needs it, and set the variable in Railway.`,
      ...(!isShipped && { severity: 'low' as const }),
      at,
    };
    return;
  }
  const kind = literalKind(name, value);
  if (kind === undefined) return;
  yield {
    message:
      kind === 'default'
        ? `${said} has a default that everybody knows, which counts wherever the variable is not set. Remove the value and set the variable in Railway.`
        : `${said} holds a secret, which everybody reads who has the image or the repository. Replace it, remove it here and set the variable in Railway.`,
    ...(kind === 'default' && { severity: 'medium' as const }),
    at,
  };
}

/** The secret ARG whose value an ENV takes over. */
function takenFrom({ keyword, name, value = '' }: Definition): string | undefined {
  if (keyword !== 'ENV') return undefined;
  const used = referencesIn(value).map((reference) => reference.name);
  return used.find(isSecretName) ?? (isSecretName(name) && used.length > 0 ? used[0] : undefined);
}

function literalKind(name: string, value: string): 'default' | 'literal' | undefined {
  if (value.includes('$')) return undefined;
  if (holdsPassword(value)) return 'literal';
  if (!isSecretName(name) || /^\/[\w./-]*$/.test(value)) return undefined;
  const kind = judgeSecret(value);
  return kind === 'default' || kind === 'literal' ? kind : undefined;
}
