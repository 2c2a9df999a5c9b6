import type { RuleCases } from '../rule-cases.js';

const iac = (lines: string) => ({
  '.railway/railway.ts': `import { project, service } from "railway/iac";\n${lines}\n`,
});

export const cases: RuleCases = {
  ok: [
    { name: 'on', files: iac('project("p", { privateNetworkDisabled: false });') },
    { name: 'not said', files: iac('project("p", { resources: [] });') },
    { name: 'computed', files: iac('project("p", { privateNetworkDisabled: ctx.isEnvironment("x") });') },
    { name: 'a comment', files: iac('// project("p", { privateNetworkDisabled: true });') },
    {
      name: 'a variable of that name',
      files: iac('service("a", { env: { privateNetworkDisabled: "true" } });'),
    },
  ],
  ng: [
    {
      name: 'of the project',
      files: iac('project("p", { privateNetworkDisabled: true });'),
      finds: [{ at: '.railway/railway.ts:2:40', says: 'p switches' }],
    },
    {
      name: 'of a service, through a constant',
      files: iac('const networking = { privateNetworkDisabled: true };\nservice("a", { networking });'),
      finds: [{ at: '.railway/railway.ts:2' }],
    },
  ],
};
