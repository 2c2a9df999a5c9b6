import type { RuleCases } from '../rule-cases.js';

const iac = (lines: string) => ({
  '.railway/railway.ts': `import { github, image, service } from "railway/iac";\n${lines}\n`,
});
const workflow = { '.github/workflows/ci.yml': 'on: push\n' };

export const cases: RuleCases = {
  ok: [
    {
      name: 'it waits',
      files: { ...iac('service("a", { source: github("a/b", { checkSuites: true }) });'), ...workflow },
    },
    {
      name: 'what a pipeline deploys with railway up',
      traps: ['RLY-IAC-002 railway up in a pipeline'],
      files: { ...iac('service("a", { start: "node ." });'), ...workflow },
    },
    { name: 'an image', files: { ...iac('service("a", { source: image("a/b:1") });'), ...workflow } },
    { name: 'nothing to wait for', files: iac('service("a", { source: github("a/b") });') },
    {
      name: 'what is computed',
      files: { ...iac('service("a", { source: github("a/b", { checkSuites: isProd }) });'), ...workflow },
    },
    {
      name: 'settings from elsewhere',
      files: { ...iac('service("a", { source: github("a/b", { ...options }) });'), ...workflow },
    },
    { name: 'a comment', files: iac('// service("a", { source: github("a/b", { checkSuites: false }) });') },
  ],
  ng: [
    {
      name: 'it does not wait',
      files: iac('service("a", {\n  source: github("a/b", { checkSuites: false }) });'),
      finds: [{ at: '.railway/railway.ts:3:40', says: 'a is deployed without waiting' }],
    },
    {
      name: 'through a function that several services call',
      files: iac(
        'const repo = () => github("a/b", { checkSuites: false });\nservice("a", { source: repo() });',
      ),
      finds: [{ at: '.railway/railway.ts:2' }],
    },
    {
      name: 'not said, beside workflows',
      files: { ...iac('service("a", { source: github("a/b", { branch: "main" }) });'), ...workflow },
      finds: [{ at: '.railway/railway.ts:2', severity: 'info' }],
    },
    {
      name: 'no settings at all, beside workflows',
      files: { ...iac('service("a", { source: github("a/b") });'), ...workflow },
      finds: [{ at: '.railway/railway.ts:2', severity: 'info' }],
    },
  ],
};
