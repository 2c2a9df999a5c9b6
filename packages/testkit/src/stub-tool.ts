import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a stub tool does when it is started; each is told in `stubs/tools/tool.mjs`. */
export type ToolBehaviour =
  | 'answers'
  | 'answers-1'
  | 'echoes'
  | 'crashes'
  | 'is-killed'
  | 'hangs'
  | 'ignores-sigterm'
  | 'leaves-children'
  | 'half-json'
  | 'no-output'
  | 'not-json'
  | 'contradicts'
  | 'floods'
  | 'reads-input';

const SCRIPT = fileURLToPath(new URL('../stubs/tools/tool.mjs', import.meta.url));

/** Puts an executable of that name and behaviour into a folder and returns its path. Arguments are handed on. */
export async function writeStubTool(folder: string, name: string, behaviour: ToolBehaviour): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\nexec ${quote(process.execPath)} ${quote(SCRIPT)} ${behaviour} "$@"\n`);
  await chmod(path, 0o755);
  return path;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
