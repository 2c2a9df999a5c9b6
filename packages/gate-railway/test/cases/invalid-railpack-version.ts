import type { RuleCases } from '../rule-cases.js';

const version = (text: string) => ({ 'railway.toml': `[build]\nrailpackVersion = "${text}"\n` });

export const cases: RuleCases = {
  ok: [
    { name: 'a release', files: version('0.7.0') },
    { name: 'larger numbers', files: version('0.15.12') },
    { name: 'a preview of a release', files: version('0.8.0-beta.1') },
    { name: 'a null', files: { 'railway.json': '{"build":{"railpackVersion":null}}' } },
    { name: 'a number has a rule of its own', files: { 'railway.json': '{"build":{"railpackVersion":1}}' } },
  ],
  ng: [
    {
      name: 'with a v',
      files: version('v0.7.0'),
      finds: [{ at: 'railway.toml:2:19', says: 'Write 0.7.0' }],
      fixed: version('0.7.0'),
    },
    { name: 'latest', files: version('latest'), finds: [{ at: 'railway.toml:2' }] },
    { name: 'two numbers', files: version('0.7'), finds: [{ at: 'railway.toml:2' }] },
    { name: 'a range', files: version('^0.7.0'), finds: [{ at: 'railway.toml:2' }] },
    {
      name: 'in an environment, with a blank',
      files: { 'railway.json': '{"environments":{"pr":{"build":{"railpackVersion":" 0.7.0"}}}}' },
      finds: [{ at: 'railway.json:1' }],
      fixed: { 'railway.json': '{"environments":{"pr":{"build":{"railpackVersion":"0.7.0"}}}}' },
    },
  ],
};
