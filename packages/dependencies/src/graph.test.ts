import { describe, expect, it } from 'vitest';

import { DependencyPaths } from './graph.js';
import type { LockedPackage, Lockfile, Requirement } from './lockfile.js';

function locked(edges: readonly (readonly number[])[], requirements: readonly Requirement[]): Lockfile {
  const direct = new Set(requirements.map(({ target }) => target));
  const packages = edges.map(
    (dependencies, index): LockedPackage => ({
      name: `p${index}`, version: '1', line: index + 1, source: 'registry', direct: direct.has(index), dev: false, optional: false, dependencies,
    }), // prettier-ignore
  );
  const projects = [{ path: '.', requirements }];
  return { path: 'x', format: 'uv-lock', ecosystem: 'PyPI', projects, packages };
}

function asks(target: number, kind: Requirement['kind'] = 'prod'): Requirement {
  return { name: `p${target}`, kind, range: '', target };
}

describe('DependencyPaths', () => {
  it('finds the shortest path through a cycle', () => {
    const paths = new DependencyPaths(locked([[1, 2], [0, 3], [3], [0], []], [asks(0)]));
    expect([0, 1, 3, 4].map((index) => paths.pathTo(index))).toEqual([[0], [0, 1], [0, 1, 3], []]);
  });

  it('prefers what production asks for', () => {
    const paths = new DependencyPaths(locked([[2], [2], []], [asks(0, 'dev'), asks(1)]));
    expect(paths.pathTo(2)).toEqual([1, 2]);
  });

  it('names all requirements that bring a package, nearest first, and no more than asked', () => {
    const paths = new DependencyPaths(
      locked([[3], [4], [], [4], []], [asks(0), asks(1), asks(2), asks(4, 'dev')]),
    );
    const bring = (index: number, limit?: number): string[] =>
      paths.reachedBy(index, limit).map(({ requirement }) => requirement.name);
    expect(bring(4)).toEqual(['p4', 'p1', 'p0']);
    expect(bring(4, 1)).toEqual(['p4']);
    expect(bring(2)).toEqual(['p2']);
  });

  it('starts from the direct packages where no manifest says what is asked for', () => {
    const { packages, ...rest } = locked([[1], []], []);
    const paths = new DependencyPaths({
      ...rest,
      packages: packages.map((found, index) => ({ ...found, direct: index === 0 })),
    });
    expect(paths.pathTo(1)).toEqual([0, 1]);
    expect(paths.reachedBy(1)).toMatchObject([{ target: 0, requirement: { name: 'p0' } }]);
  });

  it('bears edges that lead nowhere, and a chain of 200,000', () => {
    expect(new DependencyPaths(locked([[7, -1]], [asks(0), asks(9)])).pathTo(0)).toEqual([0]);
    const size = 200_000;
    const edges = Array.from({ length: size }, (_, index) => [(index + 1) % size, 0]);
    const paths = new DependencyPaths(locked(edges, [asks(0)]));
    expect(paths.pathTo(size - 1)).toHaveLength(size);
    expect(paths.reachedBy(size - 1)).toHaveLength(1);
  });
});
