import type { RuleCases } from '../rule-cases.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'all that exports of the dashboard hold',
      traps: ['RLY-CFG-002 keys of dashboard exports'],
      files: {
        'railway.json':
          '{ "$schema": "https://railway.app/railway.schema.json", "x-note": 1, "build": { "builder": "NIXPACKS", "buildEnvironment": "V3", "nixpacksPlan": { "phases": {} } }, "deploy": { "runtime": "V2", "useLegacyStacker": false, "limitOverride": null, "ipv6EgressEnabled": false, "multiRegionConfig": { "us-west2": { "numReplicas": 1 } } } }',
      },
    },
    {
      name: 'environments of any name',
      traps: ['RLY-CFG-030 any environment name'],
      files: {
        'railway.toml':
          '[environments.pr.deploy]\nstartCommand = "x"\n[environments."my env".build]\nbuildCommand = "y"\n',
      },
    },
    {
      name: 'names inside railpack.json are free',
      files: {
        'railpack.json':
          '{ "packages": { "anything": "1" }, "steps": { "my step": { "commands": [], "variables": { "ANY": "x" } } }, "caches": { "c": { "directory": "/c", "type": "shared" } } }',
      },
    },
    { name: 'a section that is no table', files: { 'railway.json': '{ "build": "x", "deploy": [1] }' } },
  ],
  ng: [
    {
      name: 'the wrong case, the snake case and an alias',
      files: {
        'railway.json':
          '{\n  "deploy": {\n    "healthCheckPath": "/h",\n    "start_command": "x",\n    "releaseCommand": "y"\n  }\n}\n',
      },
      finds: [
        { at: 'railway.json:3:5', says: 'Did you mean `healthcheckPath`?' },
        { at: 'railway.json:4:5' },
        { at: 'railway.json:5:5' },
      ],
      fixed: {
        'railway.json':
          '{\n  "deploy": {\n    "healthcheckPath": "/h",\n    "startCommand": "x",\n    "preDeployCommand": "y"\n  }\n}\n',
      },
    },
    {
      name: 'an alias in TOML',
      files: { 'railway.toml': '[build]\nwatchPaths = ["a/**"]\n' },
      finds: [{ at: 'railway.toml:2:1' }],
      fixed: { 'railway.toml': '[build]\nwatchPatterns = ["a/**"]\n' },
    },
    {
      name: 'a misspelling is guessed and not fixed',
      files: { 'railway.toml': '[deploy]\nhealthcheckPat = "/h"\n' },
      finds: [{ at: 'railway.toml:2:1', says: 'Did you mean `healthcheckPath`?' }],
    },
    {
      name: 'no rename where the right key is there',
      files: { 'railway.toml': '[deploy]\ncron = "a"\ncronSchedule = "b"\n' },
      finds: [{ at: 'railway.toml:2:1' }],
    },
    {
      name: 'what belongs elsewhere',
      files: {
        'railway.toml': '[[services]]\nname = "api"\n[env]\nA = "1"\n[deploy.healthcheck]\npath = "/h"\n',
      },
      finds: [
        { at: 'railway.toml:1:3', says: 'one config file for each service' },
        { at: 'railway.toml:3:2', says: 'set variables on the service' },
        { at: 'railway.toml:5:9', says: '`deploy.healthcheckPath`' },
      ],
    },
    {
      name: 'what only other platforms have',
      files: {
        'railway.json':
          '{ "networking": {}, "resources": {}, "build": { "nixPkgs": [] }, "deploy": { "plan": 1 } }',
      },
      finds: [
        { at: 'railway.json:1:3', says: 'domains and ports' },
        { at: 'railway.json:1:21', says: 'limits on the service' },
        { at: 'railway.json:1', says: 'nixpacks.toml' },
        { at: 'railway.json:1', says: 'Delete it.' },
      ],
    },
    {
      name: 'the wrong section, and the top level',
      files: { 'railway.toml': 'startCommand = "x"\n[deploy]\nbuildCommand = "y"\n' },
      finds: [
        { at: 'railway.toml:1:1', says: '`deploy.startCommand`' },
        { at: 'railway.toml:3:1', says: '`build.buildCommand`' },
      ],
    },
    {
      name: 'an environment without the section',
      files: { 'railway.toml': '[environments.production]\nstartCommand = "x"\n' },
      finds: [{ at: 'railway.toml:2:1', says: '`deploy.startCommand`' }],
    },
    {
      name: 'inside an environment',
      files: { 'railway.toml': '[environments.pr.deploy]\nrestartPolicy = "never"\n' },
      finds: [{ at: 'railway.toml:2:1' }],
      fixed: { 'railway.toml': '[environments.pr.deploy]\nrestartPolicyType = "never"\n' },
    },
    {
      name: 'railpack.json',
      files: {
        'railpack.json':
          '{\n  // why\n  "phpExtensions": [],\n  "steps": { "build": {\n    "env": { "A": "1" },\n    "cache": ["x"] } },\n  "deploy": { "start": "x" },\n}\n',
      },
      finds: [
        { at: 'railpack.json:3:3', says: 'Delete it.' },
        { at: 'railpack.json:5:5' },
        { at: 'railpack.json:6:5' },
        { at: 'railpack.json:7:15' },
      ],
      fixed: {
        'railpack.json':
          '{\n  // why\n  "phpExtensions": [],\n  "steps": { "build": {\n    "variables": { "A": "1" },\n    "caches": ["x"] } },\n  "deploy": { "startCommand": "x" },\n}\n',
      },
    },
    {
      name: 'names of the prototype',
      files: { 'railway.json': '{ "__proto__": {}, "build": { "constructor": 1 } }' },
      finds: [{ at: 'railway.json:1:3' }, { at: 'railway.json:1:31' }],
    },
    {
      name: 'a key with control characters',
      files: { 'railway.json': '{ "a\\u001b[31m\\nb": 1 }' },
      finds: [{ at: 'railway.json:1:3', says: 'a\\u001b[31m\\nb' }],
    },
  ],
  broken: [
    {
      name: 'more keys than anybody writes',
      files: {
        'railway.json': JSON.stringify({
          deploy: Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`k${i}`, 1])),
        }),
      },
      gaps: ['PART_SKIPPED railway.json'],
    },
  ],
};
