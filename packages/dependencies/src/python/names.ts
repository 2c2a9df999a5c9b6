/** A name as PyPI compares it (PEP 503). */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** Is this the name of a group, an extra or a file of what only development needs? */
export function isDevelopmentName(name: string): boolean {
  return name
    .toLowerCase()
    .split(/[^a-z]+/)
    .some((word) => DEVELOPMENT.has(word));
}

const DEVELOPMENT = new Set([
  'dev', 'develop', 'development', 'test', 'tests', 'testing', 'lint', 'linting', 'doc', 'docs', 'typing',
]); // prettier-ignore
