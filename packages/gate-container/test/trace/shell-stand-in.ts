/**
 * A `/bin/sh` for x86-64 that makes an empty file, named as the command that it is given, and ends: 172 bytes. `RUN made-by-me`
 * makes the layer that a shell would make with `touch made-by-me`, and no test needs a distribution.
 */
export function shellStandIn(): Buffer {
  const code = Buffer.from([
    ...[0x48, 0x8b, 0x7c, 0x24, 0x20], // mov rdi, [rsp+32]: the fourth argument, of `sh -e -c name`
    ...[0x48, 0x85, 0xff], // test rdi, rdi
    ...[0x75, 0x05], // jnz over the next one
    ...[0x48, 0x8b, 0x7c, 0x24, 0x18], // mov rdi, [rsp+24]: the third, of `sh -c name`
    ...[0xbe, 0xa4, 0x01, 0x00, 0x00], // mov esi, 0644
    ...[0xb8, 0x55, 0x00, 0x00, 0x00], // mov eax, creat
    ...[0x0f, 0x05], // syscall
    ...[0xb8, 0x3c, 0x00, 0x00, 0x00], // mov eax, exit
    ...[0x31, 0xff], // xor edi, edi
    ...[0x0f, 0x05], // syscall
  ]);
  const size = ELF_HEADER + PROGRAM_HEADER + code.length;
  return Buffer.concat([elfHeader(), programHeader(size), code]);
}

const ELF_HEADER = 64;
const PROGRAM_HEADER = 56;
const ADDRESS = 0x400000n;

/** System V ABI, chapter 4: an executable for x86-64 with one segment and no sections. */
function elfHeader(): Buffer {
  const header = Buffer.alloc(ELF_HEADER);
  header.write('\u007fELF\u0002\u0001\u0001', 'latin1');
  header.writeUInt16LE(2, 16); // an executable
  header.writeUInt16LE(62, 18); // for x86-64
  header.writeUInt32LE(1, 20);
  header.writeBigUInt64LE(ADDRESS + BigInt(ELF_HEADER + PROGRAM_HEADER), 24); // where it begins
  header.writeBigUInt64LE(BigInt(ELF_HEADER), 32); // the program headers
  header.writeUInt16LE(ELF_HEADER, 52);
  header.writeUInt16LE(PROGRAM_HEADER, 54);
  header.writeUInt16LE(1, 56);
  return header;
}

/** The whole file is loaded, to be read and executed. */
function programHeader(size: number): Buffer {
  const header = Buffer.alloc(PROGRAM_HEADER);
  header.writeUInt32LE(1, 0);
  header.writeUInt32LE(5, 4);
  header.writeBigUInt64LE(ADDRESS, 16);
  header.writeBigUInt64LE(ADDRESS, 24);
  header.writeBigUInt64LE(BigInt(size), 32);
  header.writeBigUInt64LE(BigInt(size), 40);
  header.writeBigUInt64LE(0x1000n, 48);
  return header;
}
