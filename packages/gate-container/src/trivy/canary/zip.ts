import { crc32 } from 'node:zlib';

/** A zip archive with one file, stored as it is: what a Java archive is (APPNOTE.TXT 4.3). */
export function zipOf(name: string, content: Buffer): Buffer {
  const title = Buffer.from(name);
  const sums = Buffer.alloc(16);
  sums.writeUInt32LE(crc32(content), 4);
  sums.writeUInt32LE(content.length, 8);
  sums.writeUInt32LE(content.length, 12);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  sums.copy(local, 10);
  local.writeUInt16LE(title.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(20, 4);
  central.writeUInt16LE(20, 6);
  sums.copy(central, 12);
  central.writeUInt16LE(title.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + title.length, 12);
  end.writeUInt32LE(local.length + title.length + content.length, 16);
  return Buffer.concat([local, title, content, central, title, end]);
}
