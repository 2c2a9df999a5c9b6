import type { RuleCases } from '../rule-cases.js';

const iac = (lines: string) => ({
  '.railway/railway.ts': `import { postgres, service, volume } from "railway/iac";\n${lines}\n`,
});

export const cases: RuleCases = {
  ok: [
    { name: 'schedules', files: iac('volume("data", { backupSchedules: ["DAILY"] });') },
    { name: 'set afterwards', files: iac('const v = volume("data");\nv.backupSchedules = ["DAILY"];') },
    {
      name: 'where it is mounted',
      files: iac(
        'const v = volume("data");\nservice("a", { volumeMounts: { "/d": { volume: v, backupSchedules: ["DAILY"] } } });',
      ),
    },
    {
      name: 'from a constant',
      files: iac('const kept = { backupSchedules: ["DAILY"] };\nvolume("data", { ...kept, sizeMB: 5 });'),
    },
    { name: 'what is computed', files: iac('volume("data", { ...options });\nvolume("b", options());') },
    {
      name: 'a schedule that is computed',
      files: iac('volume("data", { backupSchedules: isProd ? ["DAILY"] : [] });'),
    },
    { name: 'the volume that a database has', files: iac('postgres("db");') },
  ],
  ng: [
    {
      name: 'no options',
      files: iac('volume("data");'),
      finds: [{ at: '.railway/railway.ts:2:1', says: 'data' }],
    },
    {
      name: 'other options, mounted',
      files: iac('const v = volume("data", { sizeMB: 500 });\nservice("a", { volumeMounts: { "/d": v } });'),
      finds: [{ at: '.railway/railway.ts:2:11' }],
    },
    {
      name: 'an empty list',
      files: iac('volume("data", { backupSchedules: [] });'),
      finds: [{ at: '.railway/railway.ts:2' }],
    },
  ],
};
