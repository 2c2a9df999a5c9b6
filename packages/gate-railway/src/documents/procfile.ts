import type { ParseFailure } from '@railgate/code';
import type { Region } from '@railgate/contract';

/** One line of a Procfile: `web: gunicorn app:app`. */
export interface ProcfileEntry {
  readonly process: string;
  readonly command: string;
  /** Of the command. */
  readonly region: Required<Region>;
}

export interface ProcfileDocument {
  readonly path: string;
  readonly text: string;
  readonly entries: readonly ProcfileEntry[];
}

/** Railpack reads `name: command` lines and nothing else; comments and other lines are ignored. */
export function parseProcfile(path: string, text: string): ProcfileDocument {
  const entries: ProcfileEntry[] = [];
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const match = /^([A-Za-z0-9_-]{1,100}):[ \t]*(\S.*)$/.exec(line.trimEnd());
    const [, process, command] = match ?? [];
    if (process === undefined || command === undefined) continue;
    const startColumn = line.indexOf(command, process.length + 1) + 1;
    const region = {
      startLine: index + 1,
      startColumn,
      endLine: index + 1,
      endColumn: startColumn + command.length,
    };
    entries.push({ process, command, region });
  }
  return { path, text, entries };
}

/** The first mark of a merge that nobody has finished: which of the lines below it start is not decided yet. */
export function mergeMark(text: string): ParseFailure | undefined {
  const line = text.split(/\r\n|\n|\r/).findIndex((one) => /^<{7} /.test(one));
  if (line === -1) return undefined;
  const region = { startLine: line + 1, startColumn: 1, endLine: line + 1, endColumn: 8 };
  return { message: 'Expected `name: command`, and found the conflict marker of a merge.', region };
}

/** The process that Railpack starts: `web`, else `worker`, else the first. `release` never runs. */
export function startedProcess(document: ProcfileDocument): ProcfileEntry | undefined {
  const named = (name: string) => document.entries.find((entry) => entry.process === name);
  return named('web') ?? named('worker') ?? document.entries.find((entry) => entry.process !== 'release');
}
