import { addressOf, isRailwayPrivate, possibleValues, type ClientSetting } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { inProduction } from '../services/production-code.js';

export const redisAddressFamily: RailwayRule = {
  id: 'railway/redis-address-family',
  name: 'RedisAddressFamily',
  summary: 'A Redis client may look for IPv4 addresses only.',
  description:
    'Reports clients of ioredis, bull and bullmq that are given a host of the private network without `family: 0`. Info, since ioredis 5.8.2 and newer look for both kinds of addresses, and so does the private network of environments made after 2025-10-16. Silent where the address comes from a variable as a whole.',
  why: 'In older environments the private network has IPv6 addresses only, and an older ioredis asks for IPv4: ENOTFOUND.',
  remediation: 'Update ioredis to 5.8.2 or newer, or set `family: 0`.',
  example: {
    language: 'ts',
    before: "new Redis('redis://redis.railway.internal:6379');",
    after: "new Redis('redis://redis.railway.internal:6379', { family: 0 });",
  },
  severity: 'info',
  precision: 'medium',
  cwe: [],
  catalogue: ['RLY-URL-016'],
  references: ['https://docs.railway.com/databases/troubleshooting/enotfound-redis-railway-internal'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const client of inProduction(service, facts, facts.clients)) {
        if (!/^(?:ioredis|bullmq|bull)$/.test(client.library) || !isIpv4Only(client)) continue;
        yield {
          message: `${cleanText(client.library)} may look for an IPv4 address of the private network, which older environments lack: set family: 0.`,
          at: client.place,
        };
      }
    },
  },
};

function isIpv4Only({ options }: ClientSetting): boolean {
  const connection = options.get('connection') ?? options.get('redis');
  const inner = connection?.kind === 'object' ? connection.entries : options;
  if (inner.has('family') || options.has('family')) return false;
  return [inner.get('url'), inner.get('host'), options.get('url')].some(
    (value) =>
      value !== undefined &&
      possibleValues(value).some(({ value: one }) => {
        const address = addressOf(one);
        return address !== undefined && isRailwayPrivate(address) && !/[?&]family=/.test(address.rest);
      }),
  );
}
