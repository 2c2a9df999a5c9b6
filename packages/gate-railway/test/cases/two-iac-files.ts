import type { RuleCases } from '../rule-cases.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'one file',
      files: { '.railway/railway.ts': 'export {};\n', '.railway/helpers.ts': 'export {};\n' },
    },
    {
      name: 'one file in each of two folders',
      files: { 'a/.railway/railway.ts': 'export {};\n', 'b/.railway/railway.py': '\n' },
    },
  ],
  ng: [
    {
      name: 'TypeScript and Python',
      files: { '.railway/railway.ts': 'export {};\n', '.railway/railway.py': '\n' },
      finds: [{ at: '.railway/railway.py:1' }],
    },
    {
      name: 'also when one does not parse',
      files: { '.railway/railway.ts': 'const = ;\n', '.railway/railway.go': '\n' },
      finds: [{ at: '.railway/railway.go:1' }],
    },
  ],
};
