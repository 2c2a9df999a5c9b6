import type { RuleCases } from '../rule-cases.js';

export const cases: RuleCases = {
  ok: [
    { name: 'a lockfile', lockfiles: [{ packages: [{ name: 'a', integrity: 'x' }] }] },
    {
      name: 'peer dependencies alone',
      unpinned: [{ requirements: [{ name: 'react', kind: 'peer', range: '*' }] }],
    },
    {
      name: 'requirements, which have a rule of their own',
      unpinned: [{ path: 'requirements.txt', ecosystem: 'PyPI', manager: 'pip' }],
    },
    {
      name: 'a part of what a manifest asks for, which has a rule of its own',
      unpinned: [{ path: 'Cargo.toml', ecosystem: 'crates.io', manager: 'cargo', lockfile: 'Cargo.lock' }],
    },
    {
      name: 'installed packages',
      unpinned: [{ path: 'vendor/bundle/ruby/gems/a/Gemfile', ecosystem: 'RubyGems', manager: 'bundler' }],
    },
  ],
  ng: [
    {
      name: 'a manifest alone',
      unpinned: [{}],
      finds: [{ at: 'package.json:4', says: 'package.json asks for a, and no lockfile says' }],
    },
    {
      name: 'each with the command of its manager',
      unpinned: [
        { path: 'a/package.json', manager: 'pnpm' },
        { path: 'pyproject.toml', ecosystem: 'PyPI', manager: 'uv' },
        { path: 'b/x', manager: 'unheard-of' },
      ],
      finds: [
        { at: 'a/package.json:4', says: '`pnpm install --lockfile-only`' },
        { at: 'pyproject.toml:4', says: '`uv lock`' },
        { at: 'b/x:4' },
      ],
    },
  ],
};
