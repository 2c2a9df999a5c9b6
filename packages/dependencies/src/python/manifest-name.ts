const NAMES = new Set(['pyproject.toml', 'Pipfile', 'setup.cfg', 'setup.py']);

/** Files in which people write what a Python project needs, beside requirements files. */
export function isManifest(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return NAMES.has(name) || isRequirementsInput(path);
}

/** What pip-compile and uv make a requirements file of. */
export function isRequirementsInput(path: string): boolean {
  if (!path.endsWith('.in')) return false;
  const [folder, file = path] = path.split('/').slice(-2);
  return file.toLowerCase().includes('requirements') || folder === 'requirements';
}
