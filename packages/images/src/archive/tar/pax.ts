/** The records of a pax header (POSIX.1-2001): `<length> <key>=<value>\n`. Undefined where it is damaged. */
export function readPax(bytes: Buffer): ReadonlyMap<string, string> | undefined {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at);
    const digits = space < 0 || space - at > 9 ? '' : bytes.toString('latin1', at, space);
    const end = /^[1-9]\d*$/.test(digits) ? at + Number(digits) : 0;
    // Shorter than its own length, longer than the header, or without its newline.
    if (end <= space + 1 || end > bytes.length || bytes[end - 1] !== 0x0a) return undefined;
    const equals = bytes.indexOf(0x3d, space);
    if (equals < 0 || equals >= end) return undefined;
    records.set(bytes.toString('utf8', space + 1, equals), bytes.toString('utf8', equals + 1, end - 1));
    at = end;
  }
  return records;
}

/** One record; its length counts its own digits, too. */
export function writePax(key: string, value: string): Buffer {
  const rest = Buffer.from(` ${key}=${value}\n`);
  let length = rest.length;
  while (length < rest.length + String(length).length) length = rest.length + String(length).length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}
