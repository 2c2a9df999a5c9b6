import { isList, variablesOf, type EnvRead, type Pointer } from '@railgate/code';
import { cleanText, type Place } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { usedAddresses } from '../services/addresses.js';
import { inProduction } from '../services/production-code.js';
import { settingsOf } from '../services/settings.js';

export const publicDatabaseAddress: RailwayRule = {
  id: 'railway/public-database-address',
  name: 'PublicDatabaseAddress',
  summary: 'A service reaches a database over its public address.',
  description:
    'Reports reads of DATABASE_PUBLIC_URL, REDIS_PUBLIC_URL and their like and of RAILWAY_TCP_PROXY_*, hosts under proxy.rlwy.net in source code, references to these variables in railway.ts and `.env` files, and commands of railway.toml and railway.json that use them. Info where the code asks for the private address first. Silent in scripts and tests, which run outside of Railway, and in workflows.',
  why: 'The way leads out of the private network and back through the TCP proxy: it is slower, it costs egress, and it keeps the database open to the Internet.',
  remediation:
    'Use the private variable of the same database: DATABASE_URL, REDIS_URL, MYSQL_URL, MONGO_URL.',
  example: {
    language: 'ts',
    before: 'new Pool({ connectionString: process.env.DATABASE_PUBLIC_URL });',
    after: 'new Pool({ connectionString: process.env.DATABASE_URL });',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-URL-009'],
  references: ['https://docs.railway.com/overview/best-practices#use-private-networking-when-possible'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      const reads = inProduction(service, facts, facts.env);
      for (const read of reads) {
        if (!isPublicVariable(read.name)) continue;
        const isSecond = reads.some((one) => isPrivateTwin(one, read));
        yield {
          message: `${cleanText(read.name)} leads to the database over the Internet: ${instead(read.name)}.`,
          ...(isSecond && { severity: 'info' as const }),
          at: read.place,
        };
      }
      for (const { address, at } of usedAddresses(service, facts)) {
        if (!/\.proxy\.rlwy\.net$/i.test(address.host)) continue;
        yield {
          message: `${cleanText(address.host)} leads to the database over the Internet: read the private address from a variable.`,
          at,
        };
      }
    },
    *config({ document }) {
      const commands = [
        ...settingsOf(document, 'deploy', 'startCommand'),
        ...settingsOf(document, 'deploy', 'preDeployCommand'),
      ];
      for (const { pointer, value } of commands) {
        const texts: (readonly [unknown, Pointer])[] = isList(value)
          ? value.map((one, index) => [one, [...pointer, index]])
          : [[value, pointer]];
        for (const [text, at] of texts) {
          const name = typeof text === 'string' ? publicVariableIn(text) : undefined;
          if (name !== undefined) yield found(name, document.place(at, 'value'));
        }
      }
    },
    *iac({ document }) {
      for (const { value, region } of document.resources.flatMap(variablesOf)) {
        const name = /\$\{\{[^{}]*\}\}/.test(value) ? publicVariableIn(value) : undefined;
        if (name !== undefined) yield found(name, { path: document.path, region });
      }
    },
    *envFile({ document, role }) {
      if (role === 'development') return;
      for (const { key, value, valueRegion } of document.entries) {
        const name = /\$\{\{[^{}]*\}\}/.test(value) ? publicVariableIn(value) : undefined;
        if (name === undefined || isPublicVariable(key)) continue;
        yield found(name, { path: document.path, region: valueRegion });
      }
    },
  },
};

const NAME =
  '(?:DATABASE|POSTGRES|POSTGRESQL|PG|REDIS|VALKEY|MYSQL|MARIADB|MONGO|MONGODB|CLICKHOUSE)_PUBLIC_URL';
const PUBLIC = new RegExp(`^(?:${NAME}|RAILWAY_TCP_PROXY_(?:DOMAIN|PORT))$`);
const WITHIN = new RegExp(`\\b(?:${NAME}|RAILWAY_TCP_PROXY_DOMAIN)\\b`);

function isPublicVariable(name: string): boolean {
  return PUBLIC.test(name);
}

function publicVariableIn(text: string): string | undefined {
  return text.length > 10_000 ? undefined : WITHIN.exec(text)?.[0];
}

function found(name: string, at: Place) {
  return { message: `${cleanText(name)} leads to the database over the Internet: ${instead(name)}.`, at };
}

function instead(name: string): string {
  return name.endsWith('_PUBLIC_URL')
    ? `use ${name.replace('_PUBLIC_URL', '_URL')}`
    : 'use its private domain';
}

/** `DATABASE_URL || DATABASE_PUBLIC_URL`: the public one is there for a machine outside of Railway. */
function isPrivateTwin(one: EnvRead, read: EnvRead): boolean {
  if (one.name !== read.name.replace('_PUBLIC_URL', '_URL') || one === read) return false;
  return Math.abs(one.place.region.startLine - read.place.region.startLine) <= 2;
}
