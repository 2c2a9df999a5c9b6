/**
 * A program for Linux that waits until it is killed, whatever happens around it: pause(2) in a loop. For another processor
 * than x86-64 it is ppoll(2) without an end, of arm64. Linked to nothing, so that an image needs no other file.
 */
export function waitingProgram(): Buffer {
  const isArm = process.arch === 'arm64';
  // mov x0..x3, #0; mov x8, #73; svc #0; b back to the start
  const arm = '000080d2010080d2020080d2030080d2280980d2010000d4faffff17';
  // mov eax, 34; syscall; jmp back to the start
  const code = Buffer.from(isArm ? arm : 'b8220000000f05ebf7', 'hex');
  const headers = Buffer.alloc(120);
  // The header of an ELF file of 64 bits, little-endian (elf(5)).
  headers.write('7f454c46020101', 0, 'hex');
  headers.writeUInt16LE(2, 16);
  headers.writeUInt16LE(isArm ? 183 : 62, 18);
  headers.writeUInt32LE(1, 20);
  headers.writeBigUInt64LE(BASE + BigInt(headers.length), 24);
  headers.writeBigUInt64LE(64n, 32);
  headers.writeUInt16LE(64, 52);
  headers.writeUInt16LE(56, 54);
  headers.writeUInt16LE(1, 56);
  // One segment, the whole file, to be read and executed.
  headers.writeUInt32LE(1, 64);
  headers.writeUInt32LE(5, 68);
  headers.writeBigUInt64LE(BASE, 80);
  headers.writeBigUInt64LE(BASE, 88);
  const size = BigInt(headers.length + code.length);
  headers.writeBigUInt64LE(size, 96);
  headers.writeBigUInt64LE(size, 104);
  headers.writeBigUInt64LE(0x1000n, 112);
  return Buffer.concat([headers, code]);
}

const BASE = 0x400000n;
