import { variablesOf, type IacVariable } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';

export const iacTlsDisabled: RailwayRule = {
  id: 'railway/iac-tls-disabled',
  name: 'IacTlsDisabled',
  summary: 'railway.ts sets a variable that switches the verification of TLS off.',
  description:
    'Reports variables of .railway/railway.ts that switch verification off for a whole process (NODE_TLS_REJECT_UNAUTHORIZED=0, PYTHONHTTPSVERIFY=0 and the like), and `sslmode=disable`, `no-verify` and the like for a database that is reached over a public address. On the private network they are left out: it is encrypted by itself, and the certificates of Railway’s databases are their own.',
  why: 'Whoever stands on the way between the service and the other side can read and change what they say, passwords included.',
  remediation:
    'Connect over the private domain, or give the program the certificate of the other side (`sslmode=verify-full` with `sslrootcert`) and take the variable out.',
  example: {
    language: 'typescript',
    before: 'service("api", { env: { NODE_TLS_REJECT_UNAUTHORIZED: "0" } });',
    after: 'service("api", { env: { DATABASE_URL: db.env.DATABASE_URL } });',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [295],
  catalogue: ['RLY-IAC-006'],
  references: ['https://docs.railway.com/networking/private-networking/how-it-works#encryption--security'],
  since: '0.1.0',
  checks: {
    *iac({ document }) {
      for (const resource of document.resources) {
        const variables = variablesOf(resource);
        const reachesPublic = variables.some(({ value }) => PUBLIC.test(value));
        for (const variable of variables) {
          if (!switchesOff(variable, reachesPublic)) continue;
          yield {
            message: `${cleanText(variable.name)} switches the verification of TLS off. Use the private address, or trust the certificate of the other side.`,
            at: { path: document.path, region: variable.region },
          };
        }
      }
    },
  },
};

/** Addresses of Railway that lead over the Internet. */
const PUBLIC = /_PUBLIC_URL\b|TCP_PROXY_DOMAIN|\.proxy\.rlwy\.net/;
const WHOLE_PROCESS: ReadonlyMap<string, RegExp> = new Map([
  ['NODE_TLS_REJECT_UNAUTHORIZED', /^0$/],
  ['PYTHONHTTPSVERIFY', /^0$/],
  ['GIT_SSL_NO_VERIFY', /^(?:1|true)$/i],
  ['NPM_CONFIG_STRICT_SSL', /^false$/i],
]);
const WEAK_MODE = /^(?:disable|disabled|no-verify|allow|prefer)$/i;
const WEAK_ADDRESS = /[?&]ssl(?:mode|_mode)?=(?:disable|no-verify|false)\b/i;

function switchesOff({ name, value }: IacVariable, reachesPublic: boolean): boolean {
  const whole = WHOLE_PROCESS.get(name.toUpperCase());
  if (whole) return whole.test(value.trim());
  if (WEAK_ADDRESS.test(value)) return PUBLIC.test(value) || leadsOutside(value);
  return (
    /^(?:PGSSLMODE|(?:DB|DATABASE|PG|POSTGRES|MYSQL)_SSL(?:_?MODE)?)$/i.test(name) &&
    WEAK_MODE.test(value) &&
    reachesPublic
  );
}

/** A host that is written out and is neither of this machine nor of the private network. */
function leadsOutside(value: string): boolean {
  const host = /^[a-z+]{2,30}:\/\/(?:[^\s/@]{0,300}@)?([\w.-]{1,253})/i.exec(value)?.[1];
  return host?.includes('.') === true && !/\.internal$|^127\.|^10\.|^192\.168\./.test(host);
}
