import type { RuleCases } from '../rule-cases.js';

const iac = (source: string) => ({
  '.railway/railway.ts': `import { github, image, service } from "railway/iac";\nservice("a", { source: ${source} });\n`,
});

export const cases: RuleCases = {
  ok: [
    { name: 'a version', files: iac('image("redis:7.4")') },
    { name: 'a digest', files: iac(`image("redis@sha256:${'ab'.repeat(32)}")`) },
    { name: 'updates on purpose', files: iac('image("redis:latest", { autoUpdates: { type: "patch" } })') },
    { name: 'settings that are computed', files: iac('image("redis:latest", settings)') },
    { name: 'a tag that is computed', files: iac('image(`redis:${version}`)') },
    { name: 'a repository', files: iac('github("a/latest")') },
  ],
  ng: [
    { name: 'latest', files: iac('image("redis:latest")'), finds: [{ at: '.railway/railway.ts:2:30' }] },
    { name: 'no tag', files: iac('image("ghcr.io/acme/app")'), finds: [{ at: '.railway/railway.ts:2' }] },
    {
      name: 'a registry with a port, other settings',
      files: iac('image("registry.example.com:5000/app", { credentials: {} })'),
      finds: [{ at: '.railway/railway.ts:2' }],
    },
  ],
};
