import type { RuleCases } from '../rule-cases.js';

const deep = '['.repeat(200_000);

export const cases: RuleCases = {
  ok: [
    {
      name: 'TOML with comments',
      files: { 'railway.toml': '# build\n[build]\nbuilder = "RAILPACK" # here\n' },
    },
    {
      name: 'comments and trailing commas in railpack.json',
      traps: ['RLY-FILE-002 comments in railpack.json', 'RLY-CONF-004 comments and trailing commas'],
      files: { 'railpack.json': '{\n  // why\n  "packages": { "node": "22", },\n}\n' },
    },
    { name: 'CR LF', files: { 'railway.json': '{\r\n  "build": {}\r\n}\r\n' } },
    {
      name: 'a byte order mark',
      traps: ['RLY-FILE-002 byte order mark'],
      files: { 'railway.json': '\uFEFF{ "build": {} }\n', 'worker/railway.toml': '\uFEFF[deploy]\n' },
    },
    {
      name: 'keys that are names of the prototype',
      files: { 'railway.json': '{ "__proto__": { "build": 1 }, "constructor": null }' },
    },
    {
      name: 'a broken file in a test fixture',
      files: { 'railway.json': '{}', 'test/fixtures/railway.json': '{' },
    },
    {
      name: 'a Dockerfile with a heredoc and an escape directive',
      files: { 'railway.json': '{}', Dockerfile: '# escape=`\nFROM node:22\nRUN <<EOF\nFROM nothing\nEOF\n' },
    },
    {
      name: 'every instruction in any case, ARG and comments before FROM, texts that look like instructions',
      files: {
        'railway.json': '{}',
        Dockerfile:
          '# x\nARG V=22\nfrom node:$V\nmaintainer a\nLabel a=b\nshell ["sh", "-c"]\nstopsignal 15\nonbuild run a\nADD <<E /x\nNOTHING x\nE\nRUN a \\\n\n# c\n  b \\\n  NOTHING\n',
      },
    },
    {
      name: 'instructions of another frontend',
      files: {
        'railway.json': '{}',
        Dockerfile: '# syntax=edrevo/dockerfile-plus\nINCLUDE+ Dockerfile.base\nFROM node:22\n',
      },
    },
    {
      name: 'railway.ts with types',
      files: {
        '.railway/railway.ts':
          'import { service } from "railway/iac";\nconst a: string = "x" as const;\nservice(a, {} satisfies object);\n',
      },
    },
  ],
  ng: [
    {
      name: 'comments and trailing commas in railway.json',
      files: {
        'railway.json': '{ // how\n  "build": { "builder": "RAILPACK", },\n  /* b */ "deploy": {}\n}\n',
      },
      finds: [{ at: 'railway.json:1:3', says: 'strict JSON, and it holds a comment' }],
    },
    {
      name: 'a trailing comma only',
      files: { 'railway.json': '{ "build": {}, }' },
      finds: [{ at: 'railway.json:1:14', says: 'a trailing comma' }],
      fixed: { 'railway.json': '{ "build": {} }' },
    },
    {
      name: 'marks of a merge in a Dockerfile',
      files: {
        'railway.json': '{}',
        Dockerfile: '<<<<<<< HEAD\nFROM node:20\n=======\nFROM node:22\n>>>>>>> b\nCMD ["node"]\n',
      },
      finds: [{ at: 'Dockerfile:1:1', says: 'Expected an instruction such as `RUN`, and found `<<<<<<<`' }],
    },
    {
      name: 'marks of a merge in a Procfile',
      files: {
        'railway.json': '{}',
        Procfile: '# web\n<<<<<<< HEAD\nweb: node a.js\n=======\nweb: node b.js\n>>>>>>> b\n',
      },
      finds: [
        { at: 'Procfile:2:1', says: 'Procfile is not valid Procfile syntax. Expected `name: command`' },
      ],
    },
    {
      name: 'an instruction that Docker does not know, with its own frontend',
      files: {
        'railway.json': '{}',
        Dockerfile: '# syntax=docker/dockerfile:1.7\nFROM node:22\nRUUN npm ci\n',
      },
      finds: [{ at: 'Dockerfile:3:1', says: 'found `RUUN`' }],
    },
    {
      name: 'an instruction before FROM',
      files: { 'railway.json': '{}', Dockerfile: 'RUN npm ci\nFROM node:22\n' },
      finds: [{ at: 'Dockerfile:1:1', says: 'Expected `FROM` before `RUN`' }],
    },
    {
      name: 'a missing comma',
      files: { 'railway.json': '{\n  "build": {}\n  "deploy": {}\n}\n' },
      finds: [{ at: 'railway.json:3:3', says: 'Expected `,` or `}`' }],
    },
    {
      name: 'an unclosed table in TOML',
      files: { 'railway.toml': '[build\nbuilder = "RAILPACK"\n' },
      finds: [{ at: 'railway.toml:2' }],
    },
    {
      name: 'a key twice in TOML',
      files: { 'railway.toml': '[build]\nbuilder = "A"\nbuilder = "B"\n' },
      finds: [{ at: 'railway.toml:3' }],
    },
    {
      name: 'a single quote in railpack.json',
      files: { 'railpack.json': "{ 'provider': 'node' }" },
      finds: [{ at: 'railpack.json:1:3', says: 'Expected a key in double quotes' }],
    },
    {
      name: 'an empty railway.json',
      files: { 'railway.json': '' },
      finds: [{ at: 'railway.json:1:1', says: 'Expected a value' }],
    },
    {
      name: 'a Dockerfile without FROM',
      files: { 'railway.json': '{}', Dockerfile: 'RUN echo\n' },
      finds: [{ at: 'Dockerfile:1', says: 'Expected a `FROM`' }],
    },
    {
      name: 'a syntax error in railway.ts',
      files: { '.railway/railway.ts': 'import { service } from "railway/iac";\n\nservice("api", {{;\n' },
      finds: [{ at: '.railway/railway.ts:3' }],
    },
  ],
  broken: [
    {
      name: '200,000 brackets',
      files: { 'a/railway.json': deep, 'b/railway.toml': `a = ${deep}` },
      gaps: ['FILE_UNPARSEABLE a/railway.json', 'FILE_UNPARSEABLE b/railway.toml'],
    },
    {
      name: 'brackets and inline tables deeper than the limit, closed',
      files: {
        'a/railway.toml': `a = ${'['.repeat(500)}${']'.repeat(500)}`,
        'b/railway.toml': `a = ${'{a = '.repeat(20_000)}1${'}'.repeat(20_000)}`,
        'c/railway.json': `${'{"a":'.repeat(70)}1${'}'.repeat(70)}`,
      },
      gaps: [
        'FILE_UNPARSEABLE a/railway.toml',
        'FILE_UNPARSEABLE b/railway.toml',
        'FILE_UNPARSEABLE c/railway.json',
      ],
    },
    {
      name: 'dotted keys deeper than the limit',
      files: { 'a/railway.toml': `${'a.'.repeat(5000)}a = 1`, 'b/railway.toml': `[${'a.'.repeat(5000)}a]` },
      gaps: ['FILE_UNPARSEABLE a/railway.toml', 'FILE_UNPARSEABLE b/railway.toml'],
    },
    {
      name: 'a declared root without a file',
      files: { 'railway.json': '{}' },
      services: [{ name: 'api', root: 'apps/ap' }],
      gaps: ['FILE_UNREADABLE apps/ap'],
    },
    {
      name: 'every kind of file that does not parse is a gap',
      files: {
        'a/railway.json': '{',
        'b/railway.toml': '[',
        'c/railpack.json': '}',
        'd/railway.json': '{}',
        'd/Dockerfile': '# nothing\n',
        '.railway/railway.ts': 'const = ;',
      },
      gaps: [
        'FILE_UNPARSEABLE a/railway.json',
        'FILE_UNPARSEABLE b/railway.toml',
        'FILE_UNPARSEABLE c/railpack.json',
        'FILE_UNPARSEABLE d/Dockerfile',
        'FILE_UNPARSEABLE .railway/railway.ts',
      ],
    },
    {
      name: 'comments leave no gap, since the rest was read',
      files: { 'railway.json': '{ // x\n}' },
      gaps: [],
    },
    {
      name: 'an unknown instruction leaves none either',
      files: { 'railway.json': '{}', Dockerfile: 'FROM node:22\nRUUN x\n' },
      gaps: [],
    },
    {
      name: 'a Dockerfile with 16,000 instructions',
      files: { 'railway.json': '{}', Dockerfile: `FROM node:22\n${'RUN echo\n'.repeat(16_000)}` },
      gaps: ['FILE_TOO_LARGE Dockerfile'],
    },
    {
      name: 'railway.py, which is not understood yet',
      files: { '.railway/railway.py': 'x = 1\n' },
      gaps: ['PART_SKIPPED .railway/railway.py'],
    },
    {
      name: 'a declared config file that is not there',
      files: { 'apps/api/package.json': '{}' },
      services: [{ name: 'api', root: 'apps/api', configFile: 'apps/api/railway.json' }],
      gaps: ['FILE_UNREADABLE apps/api/railway.json'],
    },
  ],
};
