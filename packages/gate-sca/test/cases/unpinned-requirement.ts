import type { RuleCases } from '../rule-cases.js';

const requirements = (...ranges: string[]) => [
  {
    path: 'requirements.txt',
    ecosystem: 'PyPI' as const,
    manager: 'pip',
    requirements: ranges.map((range, i) => ({ name: 'flask', kind: 'prod' as const, range, line: i + 1 })),
  },
];

export const cases: RuleCases = {
  ok: [
    { name: 'none', unpinned: requirements() },
    { name: 'another manifest', unpinned: [{}] },
  ],
  ng: [
    {
      name: 'each line',
      unpinned: requirements('>=2', '', '==2.*'),
      finds: [
        { at: 'requirements.txt:1', says: 'flask>=2 names no one version' },
        { at: 'requirements.txt:2' },
        { at: 'requirements.txt:3' },
      ],
    },
  ],
};
