import { holdsPassword, isSecretName, judgeSecret, type ConfigDocument, type Pointer } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';

export const secretInRailpack: RailwayRule = {
  id: 'railway/secret-in-railpack',
  name: 'SecretInRailpack',
  summary: 'railpack.json sets a variable to a secret.',
  description:
    'Reports `variables` of `deploy` and of `steps` in railpack.json whose name is that of a secret or whose value is an address with a password. Values that only stand in for a secret and references to other variables are left out; a default that everybody knows, such as `changeme`, is medium. The value is never shown.',
  why: 'Railpack writes variables into the image, where everybody who can pull it reads them, and the file stands in the repository.',
  remediation:
    'Replace the secret, set it as a variable in Railway, and name it under `secrets` of the step that needs it.',
  example: {
    language: 'json',
    before: '{ "deploy": { "variables": { "JWT_SECRET": "<the secret>" } } }',
    after: '{ "steps": { "build": { "secrets": ["NPM_TOKEN"] } } }',
  },
  severity: 'high',
  precision: 'high',
  cwe: [798],
  catalogue: ['RLY-CONF-007'],
  references: ['https://railpack.com/architecture/secrets'],
  since: '0.1.0',
  checks: {
    *railpack({ document }) {
      for (const pointer of variablesOf(document)) {
        const name = String(pointer.at(-1));
        const kind = kindOf(name, document.get(pointer));
        if (kind === undefined) continue;
        yield {
          message:
            kind === 'default'
              ? `${cleanText(name)} has a default that everybody knows, and it goes into the image. Remove it here and set it in Railway.`
              : `${cleanText(name)} holds a secret, which goes into the image. Replace it, remove it here and set it as a variable in Railway.`,
          ...(kind === 'default' && { severity: 'medium' as const }),
          at: document.place(pointer, 'key'),
        };
      }
    },
  },
};

/** `deploy.variables.X`, `steps.NAME.variables.X`. */
function variablesOf(document: ConfigDocument): Pointer[] {
  const tables: Pointer[] = [
    ['deploy', 'variables'],
    ...document.keys(['steps']).map((step) => ['steps', step, 'variables']),
  ];
  return tables.flatMap((table) => document.keys(table).map((name) => [...table, name]));
}

function kindOf(name: string, value: unknown): 'default' | 'literal' | undefined {
  if (typeof value !== 'string' || value.includes('$')) return undefined;
  if (holdsPassword(value)) return 'literal';
  const kind = isSecretName(name) && !/^\/[\w./-]*$/.test(value) ? judgeSecret(value) : undefined;
  return kind === 'default' || kind === 'literal' ? kind : undefined;
}
