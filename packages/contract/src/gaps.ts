/** Why one thing could not be checked while the rest was. `docs/errors.md` is generated from here. */
export const GAPS = {
  FILE_UNPARSEABLE: {
    meaning: 'A file that belongs to the gate does not parse.',
    advice: 'Mend the syntax error, or list the file under `ignore` if it is not meant to parse.',
  },
  FILE_TOO_LARGE: {
    meaning: 'A file that belongs to the gate is larger than what a gate reads.',
    advice: 'Take the file out of the repository, or list it under `ignore`.',
  },
  FILE_BINARY: {
    meaning: 'A file has the name of a source file and holds binary data.',
    advice: 'Rename the file, or list it under `ignore`.',
  },
  FILE_ENCODING: {
    meaning: 'A file is not valid UTF-8, so what a reader sees and what runs may differ.',
    advice: 'Convert the file to UTF-8, or list it under `ignore`.',
  },
  FILE_UNREADABLE: {
    meaning: 'A file or folder cannot be read: no permission, or a loop of symbolic links.',
    advice:
      'Give the user who runs Railgate permission to read it, mend the link, or list it under `ignore`.',
  },
  NAME_UNSAFE: {
    meaning: 'A file name holds control characters, which terminals and CI logs act on.',
    advice: 'Rename the file, or list it under `ignore`.',
  },
  PART_SKIPPED: {
    meaning: 'A part of a file or of the target was left out: a construct that no engine here understands.',
    advice: 'Read the message; list the file under `ignore` if the part does not matter.',
  },
  ENGINE_FAILED: {
    meaning: 'One of the engines that must answer did not, while another did.',
    advice: 'Run `railgate doctor`, and the gate alone with `railgate run --gate <gate>`.',
  },
  SOURCE_MISSING: {
    meaning: 'No engine that is present covers a part of the target.',
    advice: 'Run `railgate doctor`: it names the tool that covers it.',
  },
  STATE_CHANGED: {
    meaning: 'What was scanned is not what is judged: files changed during the scan or after it.',
    advice: 'Scan every project again, and judge in a checkout of the same commit.',
  },
  HISTORY_INCOMPLETE: {
    meaning: 'A part of the history that was asked for is not in this clone, or cannot be read.',
    advice: 'Read the message: it names the command that brings what is missing.',
  },
} as const;

export type GapCode = keyof typeof GAPS;
export const GAP_CODES = Object.keys(GAPS) as readonly GapCode[];

/** One thing that a gate was to look at and could not. It keeps what was found beside it. */
export interface Gap {
  readonly code: GapCode;
  /** Names the thing and what is wrong with it, with a full stop. */
  readonly message: string;
  /** Defaults to the catalogue's advice. */
  readonly remedy?: string;
  /** Relative to the repository root, where the gap is a file or folder. */
  readonly path?: string;
  readonly line?: number;
}
