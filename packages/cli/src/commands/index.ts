import type { Command } from '../command.js';

interface Entry {
  readonly name: string;
  readonly summary: string;
  readonly plumbing?: boolean;
  load(): Promise<Command>;
}

/** The commands, in the order of the help. Each loads only when it is called: the help must not load a gate. */
export const COMMANDS: readonly Entry[] = [
  {
    name: 'run',
    summary: 'run the gates on a repository and judge',
    load: async () => (await import('./run.js')).runCommand,
  },
  {
    name: 'fix',
    summary: 'apply the fixes that are safe, or show them',
    load: async () => (await import('./fix.js')).fixCommand,
  },
  {
    name: 'migrate',
    summary: 'write .railway/railway.ts from railway.toml and railway.json',
    load: async () => (await import('./migrate.js')).migrateCommand,
  },
  {
    name: 'env',
    summary: 'which environment variables are read and declared; write .env.example',
    load: async () => (await import('./env.js')).envCommand,
  },
  {
    name: 'explain',
    summary: 'what a rule or an error code means, and what to do',
    load: async () => (await import('./explain.js')).explainCommand,
  },
  {
    name: 'doctor',
    summary: 'what is there, what is missing, and how to mend it',
    load: async () => (await import('./doctor.js')).doctorCommand,
  },
  {
    name: 'gates',
    summary: 'the gates and their questions',
    load: async () => (await import('./gates.js')).gatesCommand,
  },
  {
    name: 'rules',
    summary: 'the rules of all gates',
    load: async () => (await import('./rules.js')).rulesCommand,
  },
  {
    name: 'db',
    summary: 'fetch or import known vulnerabilities, or say what is there',
    load: async () => (await import('./db.js')).dbCommand,
  },
  {
    name: 'merge',
    summary: 'merge SARIF files into one',
    load: async () => (await import('./merge.js')).mergeCommand,
  },
  {
    name: 'diff',
    summary: 'compare two SARIF files: what is new, what is gone',
    load: async () => (await import('./diff.js')).diffCommand,
  },
  {
    name: 'validate',
    summary: 'hold SARIF files to the schema and to the rules of their consumers',
    load: async () => (await import('./validate.js')).validateCommand,
  },
  {
    name: 'upload',
    summary: 'send the findings to GitHub code scanning, or write them for Azure DevOps',
    load: async () => (await import('./upload.js')).uploadCommand,
  },
  {
    name: 'verify',
    summary: 'judge a run.json again: were all expected gates proven?',
    load: async () => (await import('./verify.js')).verifyCommand,
  },
  {
    name: 'scan',
    summary: 'scan one project and keep the result as a shard',
    plumbing: true,
    load: async () => (await import('./scan.js')).scanCommand,
  },
  {
    name: 'judge',
    summary: 'join shards, judge, and write the reports',
    plumbing: true,
    load: async () => (await import('./judge.js')).judgeCommand,
  },
];
