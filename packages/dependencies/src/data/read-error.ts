/** A file is not what its name says. `message` is plain text with a full stop; `line` counts from 1. */
export class ReadError extends Error {
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}
