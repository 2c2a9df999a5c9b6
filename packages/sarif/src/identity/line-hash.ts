const WINDOW = 100;
const FACTOR = 37;
const END = 65535;
const TWO_32 = 0x1_0000_0000;
const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;

/**
 * `primaryLocationLineHash` of every line, index 0 for line 1, exactly as GitHub's upload action computes it
 * (github/codeql-action, src/fingerprints.ts): a rolling hash of the 100 code units from the line's start, spaces and
 * tabs left out, line ends as LF, followed by the running number of equal hashes.
 * 64 bits in two halves, since BigInt takes five times as long.
 */
export function lineHashes(text: string): string[] {
  const units = significantUnits(text);
  const seen = new Map<string, number>();
  const hashes: string[] = [];
  for (let start = 0; start < units.length; start = nextLine(units, start)) {
    const hash = windowHash(units, start);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    hashes.push(`${hash}:${count}`);
  }
  return hashes;
}

function significantUnits(text: string): Uint16Array {
  const units = new Uint16Array(text.length + 1);
  let length = 0;
  let previous = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const dropped = unit === SPACE || unit === TAB || (unit === LF && previous === CR);
    if (!dropped) units[length++] = unit === CR ? LF : unit;
    previous = unit;
  }
  units[length++] = END;
  return units.subarray(0, length);
}

function nextLine(units: Uint16Array, start: number): number {
  const end = units.indexOf(LF, start);
  return end < 0 ? units.length : end + 1;
}

/** Every step in 32-bit integers: the low half grows to at most 38 bits, which a double holds exactly. */
function windowHash(units: Uint16Array, start: number): string {
  let low = 0;
  let high = 0;
  for (let i = start; i < start + WINDOW; i++) {
    const sum = low * FACTOR + (units[i] ?? 0);
    high = (Math.imul(high, FACTOR) + Math.floor(sum / TWO_32)) | 0;
    low = sum >>> 0;
  }
  if (high === 0) return low.toString(16);
  return (high >>> 0).toString(16) + low.toString(16).padStart(8, '0');
}
