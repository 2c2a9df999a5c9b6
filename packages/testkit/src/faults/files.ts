import { fault, type FaultCase } from './fault.js';

type FileCode = 'FILE_UNPARSEABLE' | 'FILE_TOO_LARGE' | 'FILE_BINARY' | 'FILE_ENCODING' | 'FILE_UNREADABLE';

/** Larger than what any gate reads of a source or configuration file (`SOURCE_LIMIT` of the kit). */
const TOO_LARGE = 2 * 1024 * 1024 + 1;

/**
 * What goes wrong with one file that the gate reads, each time with the real gate.
 *
 * @param path a file of the gate's, not in `SAMPLE` or to be replaced there. @param comment a valid text to be large with.
 * @param broken a text that does not parse.
 */
export function fileFaults(
  path: string,
  comment: string,
  broken: string,
): Readonly<Record<FileCode, FaultCase>> {
  const large = comment.repeat(Math.ceil(TOO_LARGE / comment.length));
  return {
    FILE_UNPARSEABLE: fault('FILE_UNPARSEABLE', {
      how: `\`${path}\` has a syntax error.`,
      files: { [path]: broken },
      message: named(path, '(does not parse|cannot be parsed)'),
    }),
    FILE_TOO_LARGE: fault('FILE_TOO_LARGE', {
      how: `\`${path}\` is larger than what the gate reads.`,
      files: { [path]: large },
      message: named(path, `has ${large.length} bytes; this gate reads files up to \\d+ bytes\\.`),
    }),
    FILE_BINARY: fault('FILE_BINARY', {
      how: `\`${path}\` holds binary data.`,
      files: { [path]: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3]) },
      message: named(path, 'holds binary data'),
    }),
    FILE_ENCODING: fault('FILE_ENCODING', {
      how: `\`${path}\` is not valid UTF-8.`,
      files: { [path]: Buffer.concat([Buffer.from(comment), Buffer.from([0xc3, 0x28, 0x0a])]) },
      message: named(path, 'is not valid UTF-8\\.'),
    }),
    FILE_UNREADABLE: fault('FILE_UNREADABLE', {
      how: `Nobody has permission to read \`${path}\`.`,
      files: { [path]: comment },
      locked: [path],
      message: named(path, 'cannot be read: permission denied\\.'),
    }),
  };
}

function named(path: string, what: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.')} ${what}`);
}
