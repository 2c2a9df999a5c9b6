import { posix } from 'node:path';

import type { WorkspaceFiles } from '../extractor.js';

/** The files of a module that a path names; of `crate` the roots of the crate. Several paths stand with `|` between them. */
export function resolve(from: string, specifier: string, workspace: WorkspaceFiles): readonly string[] {
  return specifier.split('|').flatMap((path) => ofPath(from, path.split('::'), workspace));
}

function ofPath(
  from: string,
  [first = '', ...rest]: readonly string[],
  workspace: WorkspaceFiles,
): readonly string[] {
  if (first === 'self') return below(moduleFolder(from), rest, workspace);
  if (first === 'super') {
    const above = posix.dirname(moduleFolder(from));
    return rest[0] === 'super'
      ? below(posix.dirname(above), rest.slice(1), workspace)
      : below(above, rest, workspace);
  }
  // `use config::Settings` beside `mod config`.
  const beside = below(moduleFolder(from), [first, ...rest], workspace);
  if (beside.length > 0 && first !== 'crate') return beside;
  const crate = crateFolder(from, workspace);
  if (crate === undefined) return [];
  if (first === 'crate') return below(sourceFolder(from, crate), rest, workspace);
  return otherCrate(first, rest, crate, workspace);
}

/** Where the modules of a file stand: beside `main.rs`, `lib.rs` and `mod.rs`, else in a folder of its name. */
function moduleFolder(path: string): string {
  const name = posix.basename(path, '.rs');
  const folder = posix.dirname(path);
  return /^(?:main|lib|mod)$/.test(name) || folder.endsWith('/bin') ? folder : posix.join(folder, name);
}

function sourceFolder(from: string, crate: string): string {
  const source = posix.join(crate, 'src');
  return from.startsWith(`${source}/`) ? source : posix.dirname(from);
}

function below(folder: string, segments: readonly string[], { paths }: WorkspaceFiles): readonly string[] {
  if (segments.length > 20) return [];
  const base = posix.join(folder, ...segments);
  const names =
    segments.length === 0
      ? [posix.join(base, 'lib.rs'), posix.join(base, 'main.rs'), posix.join(base, 'mod.rs'), `${base}.rs`]
      : [`${base}.rs`, posix.join(base, 'mod.rs')];
  return names.filter((name) => paths.has(name));
}

function crateFolder(from: string, { paths }: WorkspaceFiles): string | undefined {
  for (let folder = posix.dirname(from); ; folder = posix.dirname(folder)) {
    if (paths.has(posix.join(folder, 'Cargo.toml'))) return folder;
    if (folder === '.' || folder === '/') return undefined;
  }
}

/** The library of the own crate by its name, or a crate of the workspace in the usual folders. */
function otherCrate(
  name: string,
  rest: readonly string[],
  crate: string,
  workspace: WorkspaceFiles,
): readonly string[] {
  if (packageName(workspace.textOf(posix.join(crate, 'Cargo.toml')) ?? '') === name) {
    return below(posix.join(crate, 'src'), rest, workspace);
  }
  const names = [name, name.replaceAll('_', '-')];
  for (let above = crate; ; above = posix.dirname(above)) {
    for (const folder of ['', 'crates', 'libs', 'packages', 'lib']) {
      for (const one of names) {
        const found = below(posix.join(above, folder, one, 'src'), rest, workspace);
        if (found.length > 0 && above !== posix.join(above, folder, one)) return found;
      }
    }
    if (above === '.' || above === '/') return [];
  }
}

function packageName(manifest: string): string | undefined {
  const section = manifest.slice(Math.max(manifest.indexOf('[package]'), 0), 20_000);
  return /^name\s*=\s*"([\w-]+)"/m.exec(section)?.[1]?.replaceAll('-', '_');
}
