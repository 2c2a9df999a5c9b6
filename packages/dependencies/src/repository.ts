import { cleanText, compareText, type FileEntry, type Gap, type Workspace } from '@railgate/contract';
import { readBytes, readSource, type SourceRead } from '@railgate/kit';

import { LOCKFILE_LIMIT, type Repository } from './format.js';

/** The files of a target as readers see them. */
export class FileRepository implements Repository {
  readonly paths: readonly string[];
  readonly #workspace: Pick<Workspace, 'root' | 'edited'>;
  readonly #known: ReadonlySet<string>;

  constructor(workspace: Pick<Workspace, 'root' | 'edited'>, files: readonly FileEntry[]) {
    this.#workspace = workspace;
    this.paths = files.map(({ path }) => path).sort(compareText);
    this.#known = new Set(this.paths);
  }

  has(path: string): boolean {
    return this.#known.has(path);
  }

  /** UTF-8, or UTF-16 with its byte order mark: what `pip freeze > requirements.txt` makes in PowerShell. */
  read(path: string, limit = LOCKFILE_LIMIT): SourceRead {
    const plain = readSource(this.#workspace, path, limit);
    const source = 'gap' in plain ? this.#readWide(path, limit, plain) : plain;
    if ('gap' in source) return source;
    const line = conflictLine(source.text);
    return line === undefined ? source : { gap: conflictGap(path, line) };
  }

  #readWide(path: string, limit: number, plain: SourceRead & { gap: Gap }): SourceRead {
    if (plain.gap.code !== 'FILE_BINARY' && plain.gap.code !== 'FILE_ENCODING') return plain;
    const read = readBytes(this.#workspace, path, limit);
    if ('gap' in read) return read;
    const mark = read.buffer.subarray(0, 2).toString('hex');
    if (mark !== 'fffe' && mark !== 'feff') return plain;
    try {
      const decoder = new TextDecoder(mark === 'fffe' ? 'utf-16le' : 'utf-16be', { fatal: true });
      return { text: decoder.decode(read.buffer), bytes: read.buffer.length };
    } catch {
      return plain;
    }
  }
}

/** The line of the first conflict marker of git, where the text holds all that belong to one. */
function conflictLine(text: string): number | undefined {
  if (!text.includes('<<<<<<< ')) return undefined;
  const start = /^<{7} /m.exec(text)?.index;
  if (start === undefined || !/^={7}\r?$/m.test(text) || !/^>{7} /m.test(text)) return undefined;
  return text.slice(0, start).split('\n').length;
}

function conflictGap(path: string, line: number): Gap {
  return {
    code: 'FILE_UNPARSEABLE',
    path,
    line,
    message: `${cleanText(path)} holds the conflict markers of a merge that nobody has finished, from line ${line} on.`,
    remedy:
      'Finish the merge: the package manager writes the file anew when it is deleted and an install is run.',
  };
}
