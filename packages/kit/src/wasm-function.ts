/**
 * Writes functions in WebAssembly, for loops over bytes that take most of the time of a scan: its vectors and its reading of
 * memory without a check each have no like in JavaScript. Holds what those loops need, by
 * https://webassembly.github.io/spec/core/binary/instructions.html
 */

/** Instructions, encoded: bytes, in any nesting. */
export type Code = number | readonly Code[];

export const TYPE = { i32: 0x7f, i64: 0x7e, v128: 0x7b } as const;

const EMPTY = 0x40;
const END = 0x0b;

/** Of locals and memory, and what steers. */
export const code = {
  get: (local: number): Code => [0x20, unsigned(local)],
  set: (local: number): Code => [0x21, unsigned(local)],
  tee: (local: number): Code => [0x22, unsigned(local)],
  /** Runs the body if there is something but 0 on the stack. */
  when: (body: Code): Code => [0x04, EMPTY, body, END],
  /** Runs the body as long as the condition leaves something but 0 behind it: once at least. */
  repeat: (body: Code, condition: Code): Code => [0x03, EMPTY, body, condition, 0x0d, 0, END],
} as const;

/** Of 32 bits. Offsets in memory are added to the one on the stack. */
export const i32 = {
  /** @param value with a sign. */
  of: (value: number): Code => [0x41, signed(value)],
  load: (offset: number): Code => [0x28, 2, unsigned(offset)],
  loadByte: (offset: number): Code => [0x2d, 0, unsigned(offset)],
  store: (offset: number): Code => [0x36, 2, unsigned(offset)],
  /** Its number, from the lowest on; 32 where there is none. */
  lowestBit: 0x68,
  add: 0x6a,
  and: 0x71,
  or: 0x72,
  xor: 0x73,
  shiftLeft: 0x74,
  shiftRight: 0x76,
  isBelow: 0x49,
  isNotBelow: 0x4f,
} as const;

/** Of 64 bits. */
export const i64 = {
  of: (value: number): Code => [0x42, signed(value)],
  /** From 32 bits without a sign. */
  from32: 0xad,
  to32: 0xa7,
  and: 0x83,
  or: 0x84,
  shiftLeft: 0x86,
  shiftRight: 0x88,
} as const;

/** Of sixteen bytes. */
export const v128 = {
  of: (bytes: readonly number[]): Code => [0xfd, 0x0c, bytes],
  load: (offset: number): Code => [0xfd, 0, 0, unsigned(offset)],
  and: [0xfd, 0x4e],
  /** For each byte of the second one, the byte of the first one at that place, or 0 where there is no such place. */
  pick: [0xfd, 0x0e],
  shiftBytesRight: [0xfd, 0x6d],
  areBytesUnequal: [0xfd, 0x24],
  /** The highest bit of each byte. */
  bits: [0xfd, 0x64],
} as const;

export interface WasmFunction {
  /** Number of parameters, 32 bits each; they are the first locals. It returns as many bits. */
  readonly parameters: number;
  /** Types of the other locals. */
  readonly locals: readonly number[];
  readonly body: Code;
}

/** The part of https://www.w3.org/TR/wasm-js-api-2/ that is used; the types of Node do not hold it. */
interface Engine {
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
}

function engine(): Engine | undefined {
  return (globalThis as { readonly WebAssembly?: Engine }).WebAssembly;
}

/**
 * What is made of such functions; nothing where there is no WebAssembly (`node --jitless`) or no memory for it (`ulimit -v`: V8 sets
 * aside gigabytes of addresses for each).
 */
export function ifWasm<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

export interface Running {
  readonly memory: ArrayBuffer;
  run(...values: readonly number[]): number;
}

/** Compiles a function, with memory for so many bytes. @throws {RangeError} when there is none, or no WebAssembly. */
export function wasmFunction({ parameters, locals, body }: WasmFunction, size: number): Running {
  const wasm = engine();
  if (!wasm) throw new RangeError('This process has no WebAssembly.');
  const memory = new wasm.Memory({ initial: Math.ceil(size / PAGE) });
  const signature = [0x60, vector(Array.from({ length: parameters }, () => TYPE.i32)), vector([TYPE.i32])];
  const whole = flat([vector(locals.map((type) => [1, type])), body, END]);
  const bytes = flat([
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, signature),
    section(2, [name('env'), name('memory'), 2, 0, 1]),
    section(3, 0),
    section(7, [name('run'), 0, 0]),
    section(10, [unsigned(whole.length), whole]),
  ]);
  const { exports } = new wasm.Instance(new wasm.Module(Uint8Array.from(bytes)), { env: { memory } });
  return { memory: memory.buffer, run: exports['run'] as Running['run'] };
}

const PAGE = 65_536;

/** With one entry. */
function section(id: number, entry: Code): Code {
  const bytes = flat(entry);
  return [id, unsigned(bytes.length + 1), 1, bytes];
}

function vector(entries: readonly Code[]): Code {
  return [unsigned(entries.length), entries];
}

function name(text: string): Code {
  return vector([...Buffer.from(text)]);
}

function flat(nested: Code): readonly number[] {
  return typeof nested === 'number' ? [nested] : nested.flatMap(flat);
}

/** LEB128. */
function unsigned(value: number): Code {
  return value < 0x80 ? value : [(value & 0x7f) | 0x80, unsigned(value >>> 7)];
}

function signed(value: number): Code {
  const [low, rest] = [value & 0x7f, value >> 7];
  const isLast = (rest === 0 && low < 0x40) || (rest === -1 && low >= 0x40);
  return isLast ? low : [low | 0x80, signed(rest)];
}
