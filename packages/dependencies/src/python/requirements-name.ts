/** Names that people give them, and those of rye, which have the same form. */
export function isRequirementsFile(path: string): boolean {
  if (!path.endsWith('.txt') && !path.endsWith('.lock')) return false;
  const [folder, file = path] = path.split('/').slice(-2);
  const name = file.toLowerCase();
  if (name.endsWith('.lock')) return name.startsWith('requirements');
  return name.includes('requirements') || name.startsWith('constraints') || folder === 'requirements';
}
