/** A defect, mostly at a byte, found by code that does not know the file. `openSarif` makes a `SarifReadError` of it. */
export class Fault extends Error {
  readonly offset: number | undefined;
  readonly remedy: string | undefined;

  constructor(problem: string, offset: number | undefined, remedy?: string) {
    super(problem);
    this.name = 'Fault';
    this.offset = offset;
    this.remedy = remedy;
  }
}

/** A byte as people write it: `"}"`, or `byte 0x1b`. */
export function showByte(byte: number): string {
  if (byte === 0x22) return 'a quote';
  if (byte > 0x20 && byte < 0x7f) return `"${String.fromCharCode(byte)}"`;
  return `byte 0x${byte.toString(16).padStart(2, '0')}`;
}
