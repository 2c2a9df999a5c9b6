import { envFileRole, notProduction } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { EnvFile } from '../model.js';
import type { EnvironmentRule } from '../rule.js';
import { holdsSecret, isEncryptedFile, isPublicFile } from './env-file-values.js';

export const trackedFile: EnvironmentRule = {
  id: 'secrets/env-file-tracked',
  name: 'EnvFileTracked',
  summary: 'Git tracks a .env file.',
  description:
    'Reports `.env` and `.env.<name>` files that git tracks: high where a value may be a secret by its name or is an address with a password, low else, info where everything in it is public by its prefix. Left out are examples (`.env.example`, `.sample`, `.template`, `.dist`), files of tests and fixtures, files without a variable, and files whose secrets are encrypted (dotenvx, sops).',
  why: 'Everybody who can read the repository, a fork or an old clone reads the file, a Docker image takes it along, and libraries that load it set the values of a laptop where the platform sets none.',
  remediation:
    'Take it out of git with `git rm --cached .env`, put `.env` into `.gitignore`, keep the names in `.env.example`, and set the values in Railway. Rotate every secret in it: it stays in the history.',
  severity: 'low',
  precision: 'high',
  cwe: [538, 312],
  catalogue: ['RLY-SEC-001'],
  references: ['https://docs.railway.com/guides/managing-secrets-on-railway', 'https://12factor.net/config'],
  since: '0.1.0',
  *check({ facts, git }) {
    for (const file of facts.envFiles) {
      if (git?.tracked.has(file.path) !== true || !isReal(file)) continue;
      const secret = file.entries.find(holdsSecret);
      const isPublic = !secret && isPublicFile(file);
      const what = secret ? `, with ${cleanText(secret.key)} in it` : '';
      yield {
        message: `Git tracks ${cleanText(file.path)}${what}. Take it out of git, keep its names in .env.example${secret ? ', and rotate its secrets' : ''}.`,
        ...(secret && { severity: 'high' as const }),
        ...(isPublic && { severity: 'info' as const }),
        at: { path: file.path, region: (secret ?? file.entries[0])?.region ?? { startLine: 1 } },
      };
    }
  },
};

/** Holds variables for what runs. */
export function isReal(file: EnvFile): boolean {
  if (envFileRole(file.path) === 'example' || notProduction(file.path) !== undefined) return false;
  if (/(?:^|[/.])(?:test|tests|testing|e2e|vault|keys|encrypted|enc|gpg|age|sops)$/i.test(file.path))
    return false;
  return file.entries.length > 0 && !isEncryptedFile(file);
}
