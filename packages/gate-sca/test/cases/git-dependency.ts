import type { RuleCases } from '../rule-cases.js';

const COMMIT = '3f2a9c1e4b5d6f708192a3b4c5d6e7f8091a2b3c';
const git = (resolved: string, version = '1.0.0') => ({
  name: 'a',
  source: 'git' as const,
  resolved,
  version,
});

export const cases: RuleCases = {
  ok: [
    {
      name: 'a commit behind the hash',
      lockfiles: [{ packages: [git(`git+ssh://git@host.example/o/a.git#${COMMIT}`)] }],
    },
    {
      name: 'a commit behind the at sign',
      lockfiles: [{ packages: [git(`git+https://host.example/o/a@${COMMIT}`)] }],
    },
    {
      name: 'an archive of a commit',
      lockfiles: [{ packages: [git(`https://codeload.host.example/o/a/tar.gz/${COMMIT}`)] }],
    },
    {
      name: 'the commit is the version',
      lockfiles: [{ packages: [git('https://host.example/o/a', COMMIT)] }],
    },
    {
      name: 'a registry',
      lockfiles: [{ packages: [{ name: 'a', resolved: 'https://registry.example/a.tgz' }] }],
    },
  ],
  ng: [
    {
      name: 'a branch',
      lockfiles: [{ packages: [git('git+https://host.example/o/a@main')] }],
      finds: [{ at: 'package-lock.json:10', says: 'git+https://host.example/o/a@main without a commit' }],
    },
    {
      name: 'the beginning of a commit',
      lockfiles: [{ packages: [git(`git+https://h.example/a#${COMMIT.slice(0, 12)}`)] }],
      finds: [{ at: 'package-lock.json:10' }],
    },
    {
      name: 'more digits than a commit has',
      lockfiles: [{ packages: [git(`git+https://h.example/a#${COMMIT}0`)] }],
      finds: [{ at: 'package-lock.json:10' }],
    },
    {
      name: 'nothing at all',
      lockfiles: [{ packages: [{ name: 'a', source: 'git' }] }],
      finds: [{ at: 'package-lock.json:10', says: 'a git repository' }],
    },
  ],
};
