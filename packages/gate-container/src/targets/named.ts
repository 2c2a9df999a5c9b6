import type { Place, Workspace } from '@railgate/contract';
import { readSource } from '@railgate/kit';

const FILES = ['railgate.json', 'railgate.jsonc', 'railgate.yaml', 'railgate.yml'];

/** The line of the repository's configuration that names an image or an archive; what the command line names has none. */
export function namedPlaces(workspace: Workspace): (name: string) => Place | undefined {
  const lines = linesOf(workspace);
  return (name) => {
    const quoted = JSON.stringify(name);
    const bare = new RegExp(`^\\s*-\\s*'?${escaped(name)}'?\\s*(?:#.*)?$`);
    for (const { path, text } of lines) {
      const at = text.findIndex((line) => line.includes(quoted) || bare.test(line));
      if (at >= 0) return { path, region: { startLine: at + 1 } };
    }
    return undefined;
  };
}

function linesOf(workspace: Workspace): { readonly path: string; readonly text: readonly string[] }[] {
  const known = new Set(workspace.files.map(({ path }) => path));
  return FILES.filter((path) => known.has(path)).flatMap((path) => {
    const read = readSource(workspace, path);
    return 'gap' in read ? [] : [{ path, text: read.text.split('\n').map((line) => line.slice(0, 2000)) }];
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
