import { holdsPassword, isSecretName, judgeSecret, variablesOf } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';

export const iacSecret: RailwayRule = {
  id: 'railway/iac-secret',
  name: 'IacSecret',
  summary: 'railway.ts sets a variable to a secret that is written there.',
  description:
    'Reports variables of .railway/railway.ts whose name is that of a secret, or whose value is an address with a password, when the value is written out. `preserve()`, references to other resources, `${{…}}` and stand-ins are left out; a default that everybody knows, such as `changeme`, is medium. The value is never shown.',
  why: 'Everybody who can read the repository, or a copy of it, has the secret, and its history keeps it.',
  remediation:
    'Replace the secret, set it in Railway, and write `preserve()` in railway.ts, which leaves the value as it is.',
  example: {
    language: 'typescript',
    before: 'service("api", { env: { JWT_SECRET: "<the secret>" } });',
    after: 'service("api", { env: { JWT_SECRET: preserve() } });',
  },
  severity: 'high',
  precision: 'high',
  cwe: [798],
  catalogue: ['RLY-IAC-001'],
  references: ['https://docs.railway.com/infrastructure-as-code/reference#environment-variables'],
  since: '0.1.0',
  checks: {
    *iac({ document }) {
      for (const { name, value, region } of document.resources.flatMap(variablesOf)) {
        if (value.includes('${{')) continue;
        const kind = holdsPassword(value) ? 'literal' : isSecretName(name) ? judgeSecret(value) : 'empty';
        if (kind === 'empty' || kind === 'placeholder') continue;
        yield {
          message:
            kind === 'default'
              ? `${cleanText(name)} has a default that everybody knows. Set it in Railway and write preserve() here.`
              : `${cleanText(name)} holds a secret, which everybody reads who has the repository. Replace it, set it in Railway and write preserve() here.`,
          ...(kind === 'default' && { severity: 'medium' as const }),
          at: { path: document.path, region },
        };
      }
    },
  },
};
