const HEADER = 64;
const PROGRAM = 56;
const SECTION = 64;
/** Where the content lies, in the file and in memory: after the headers, at a multiple of 16 as Go wants it. */
const CONTENT_AT = 128;
/** `SHT_PROGBITS`, `SHT_STRTAB` of the ELF specification. */
const PROGBITS = 1;
const STRTAB = 3;

/**
 * The smallest file that readers of 64-bit ELF programs take for one, with a single section: enough for what compilers
 * write into programs about the packages in them. It cannot be started.
 */
export function elfWith(section: string, content: Buffer): Buffer {
  const names = Buffer.from(`\0${section}\0.shstrtab\0`);
  const namesAt = CONTENT_AT + content.length;
  const tableAt = namesAt + names.length;
  return Buffer.concat([
    fileHeader(tableAt),
    programHeader(content.length),
    Buffer.alloc(CONTENT_AT - HEADER - PROGRAM),
    content,
    names,
    Buffer.alloc(SECTION),
    sectionHeader(1, PROGBITS, CONTENT_AT, content.length),
    sectionHeader(section.length + 2, STRTAB, namesAt, names.length),
  ]);
}

function fileHeader(tableAt: number): Buffer {
  const header = Buffer.alloc(HEADER);
  // 64 bits, little-endian, version 1.
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  header.writeUInt16LE(2, 16); // an executable
  header.writeUInt16LE(62, 18); // x86-64
  header.writeUInt32LE(1, 20);
  header.writeBigUInt64LE(BigInt(HEADER), 32);
  header.writeBigUInt64LE(BigInt(tableAt), 40);
  header.writeUInt16LE(HEADER, 52);
  header.writeUInt16LE(PROGRAM, 54);
  header.writeUInt16LE(1, 56);
  header.writeUInt16LE(SECTION, 58);
  header.writeUInt16LE(3, 60);
  header.writeUInt16LE(2, 62);
  return header;
}

/** One segment that is loaded: readers look for addresses in these. */
function programHeader(size: number): Buffer {
  const header = Buffer.alloc(PROGRAM);
  header.writeUInt32LE(1, 0);
  header.writeUInt32LE(6, 4); // readable and writable
  for (const at of [8, 16, 24]) header.writeBigUInt64LE(BigInt(CONTENT_AT), at);
  for (const at of [32, 40]) header.writeBigUInt64LE(BigInt(size), at);
  header.writeBigUInt64LE(16n, 48);
  return header;
}

function sectionHeader(name: number, type: number, at: number, size: number): Buffer {
  const header = Buffer.alloc(SECTION);
  header.writeUInt32LE(name, 0);
  header.writeUInt32LE(type, 4);
  header.writeBigUInt64LE(2n, 8); // loaded
  header.writeBigUInt64LE(BigInt(at), 16);
  header.writeBigUInt64LE(BigInt(at), 24);
  header.writeBigUInt64LE(BigInt(size), 32);
  header.writeBigUInt64LE(16n, 48);
  return header;
}
