import { cleanText, type DeclaredService, type FileEntry, UsageError } from '@railgate/contract';

/**
 * Services as declared, with their folders in the form of the file list.
 *
 * @throws {UsageError} when a folder has no files: most likely it is misspelt, and a gate would look at nothing.
 */
export function declaredServices(
  services: readonly DeclaredService[],
  files: readonly FileEntry[],
): DeclaredService[] {
  return services.map((service) => {
    const root = folderPath(service.root);
    if (root !== '.' && !files.some(({ path }) => path.startsWith(`${root}/`))) throw noFiles(service);
    return { ...service, root };
  });
}

/** `/apps/api/` and `./apps/api` to `apps/api`; `.` is the root. */
function folderPath(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  return segments.length === 0 ? '.' : segments.join('/');
}

function noFiles(service: DeclaredService): UsageError {
  return new UsageError(
    `The service ${cleanText(service.name)} has the root ${cleanText(service.root)}, and no file is there.`,
    'Correct `root` of the service in the configuration; it is relative to the repository root.',
  );
}
