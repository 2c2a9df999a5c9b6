import type { RuleCases } from '../rule-cases.js';

const iac = (lines: string) => ({
  '.railway/railway.ts': `import { image, mysql, postgres, redis, service } from "railway/iac";\n${lines}\n`,
});

export const cases: RuleCases = {
  ok: [
    { name: 'no proxy', files: iac('postgres("db", { region: "iad" });') },
    {
      name: 'a private endpoint',
      files: iac('const db = postgres("db");\ndb.networking = { privateNetworkEndpoint: "db" };'),
    },
    {
      name: 'no proxies',
      files: iac('postgres("db", { networking: { tcpProxies: {} } });\nredis("r", { tcp: [] });'),
    },
    {
      name: 'a game server',
      traps: ['RLY-IAC-003 game server'],
      files: iac(
        'service("mc", { source: image("itzg/minecraft-server:1"), networking: { tcpProxies: { "25565": {} } } });',
      ),
    },
    {
      name: 'MQTT',
      traps: ['RLY-IAC-003 MQTT'],
      files: iac('service("mq", { source: image("eclipse-mosquitto:2"), tcpProxies: { "1883": {} } });'),
    },
    { name: 'what is computed', files: iac('postgres("db", { tcpProxies: isDev ? { "5432": {} } : {} });') },
    { name: 'a comment', files: iac('// postgres("db", { tcpProxies: { "5432": {} } });') },
  ],
  ng: [
    {
      name: 'of a helper',
      files: iac('postgres("db", {\n  networking: { tcpProxies: { "5432": {} } } });'),
      finds: [{ at: '.railway/railway.ts:3:29', says: 'db is a database' }],
    },
    {
      name: 'set afterwards, as a pulled project has it',
      files: iac(
        'const Postgres = postgres("Postgres");\nPostgres.networking = { tcpProxies: { "5432": {} } };',
      ),
      finds: [{ at: '.railway/railway.ts:3' }],
    },
    {
      name: 'as a list',
      files: iac('mysql("db", { tcpProxies: [3306] });'),
      finds: [{ at: '.railway/railway.ts:2' }],
    },
    {
      name: 'as a port',
      files: iac('redis("cache", { networking: { tcp: 6379 } });'),
      finds: [{ at: '.railway/railway.ts:2' }],
    },
    {
      name: 'the image of a database, through a constant',
      files: iac(
        'const source = image("pgvector/pgvector:pg16");\nservice("db", { source, networking: { tcpProxies: { "5432": {} } } });',
      ),
      finds: [{ at: '.railway/railway.ts:3' }],
    },
  ],
};
