import type { RuleCases } from '../rule-cases.js';

const URL = 'https://railway.com/railway.schema.json';

export const cases: RuleCases = {
  ok: [
    { name: 'the schema', files: { 'railway.json': `{"$schema":"${URL}"}` } },
    {
      name: 'the address below railway.app',
      traps: ['RLY-CFG-031 address at railway.app'],
      files: { 'railway.json': '{"$schema":"https://railway.app/railway.schema.json"}' },
    },
    { name: 'TOML', files: { 'railway.toml': '[build]\nbuilder = "RAILPACK"\n' } },
    { name: 'Railpack', files: { 'railpack.json': '{"$schema":"https://schema.railpack.com"}' } },
    { name: 'no table at all', files: { 'railway.json': '[]' } },
  ],
  ng: [
    {
      name: 'missing, on one line',
      files: { 'railway.json': '{"build":{}}' },
      finds: [{ at: 'railway.json:1' }],
      fixed: { 'railway.json': `{"$schema": "${URL}", "build":{}}` },
    },
    {
      name: 'missing, on lines of their own, with CRLF',
      files: { 'railway.json': '{\r\n\t"build": {}\r\n}\r\n' },
      finds: [{ at: 'railway.json:1' }],
      fixed: { 'railway.json': `{\r\n\t"$schema": "${URL}",\r\n\t"build": {}\r\n}\r\n` },
    },
    { name: 'an empty table', files: { 'railway.json': '{}' }, finds: [{ at: 'railway.json:1' }] },
    {
      name: 'a comment of HuJSON in front',
      files: { 'railpack.json': '{ // x\n "provider": "node" }' },
      finds: [{ at: 'railpack.json:1' }],
    },
    {
      name: 'the schema of something else',
      files: { 'railway.json': '{ "$schema": "https://json.schemastore.org/package.json" }' },
      finds: [{ at: 'railway.json:1:14' }],
      fixed: { 'railway.json': `{ "$schema": "${URL}" }` },
    },
    {
      name: "Railway's schema in railpack.json",
      files: { 'railpack.json': `{"$schema":"${URL}","provider":"node"}` },
      finds: [{ at: 'railpack.json:1' }],
      fixed: { 'railpack.json': '{"$schema":"https://schema.railpack.com","provider":"node"}' },
    },
  ],
};
