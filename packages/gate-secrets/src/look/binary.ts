import { isUtf16 } from '@railgate/secrets';

/** Bytes of the beginning that are judged; git takes as many. */
export const SAMPLE = 8192;

/** In a hundred bytes, so many control characters are no text; random bytes have ten. */
const CONTROLS = 3;

/** Beginnings of files that hold no text. Where, if not at the very beginning, is behind the `@`. */
const SIGNATURES: readonly (readonly [reason: string, hex: string, at?: number])[] = [
  ['image', '89504e47'],
  ['image', 'ffd8ff'],
  ['image', '474946383961'],
  ['image', '474946383761'],
  ['image', '57454250', 8],
  ['image', '00000100'],
  ['image', '49492a00'],
  ['image', '4d4d002a'],
  ['font', '774f4646'],
  ['font', '774f4632'],
  ['font', '4f54544f'],
  ['font', '0001000000'],
  ['archive', '504b0304'],
  ['archive', '1f8b08'],
  ['archive', '425a68'],
  ['archive', 'fd377a585a00'],
  ['archive', '377abcaf271c'],
  ['archive', '28b52ffd'],
  ['archive', '526172211a07'],
  ['archive', '7573746172', 257],
  ['WebAssembly', '0061736d'],
  ['executable', '7f454c46'],
  ['executable', 'cffaedfe'],
  ['executable', 'cafebabe'],
  ['executable', '4d5a90'],
  ['document', '255044462d'],
  ['database', '53514c69746520666f726d6174203300'],
  ['sound or film', '4f676753'],
  ['sound or film', '494433'],
  ['sound or film', '664c6143'],
  ['sound or film', '66747970', 4],
];

/**
 * Why a file is not looked at: it holds no text. A signature alone does not do, and neither does a NUL: whoever wants a
 * file to be passed over could write either in front of it.
 */
export function binaryReason(start: Buffer): string | undefined {
  const sample = start.subarray(0, SAMPLE);
  if (isUtf16(sample) || !isNoText(sample)) return undefined;
  const signature = SIGNATURES.find(
    ([, hex, at = 0]) => sample.toString('hex', at, at + hex.length / 2) === hex,
  );
  return `binary file${signature ? ` (${signature[0]})` : ''}`;
}

/** Where there is no NUL, a shorter beginning tells as well: random bytes are told by a few hundred of them. */
function isNoText(sample: Buffer): boolean {
  const looked = sample.includes(0) ? sample.length : Math.min(sample.length, 512);
  let controls = 0;
  for (let i = 0; i < looked; i++) controls += CONTROL[sample[i] as number] as number;
  return controls * 100 > CONTROLS * looked;
}

/** 1 for a control character, but for backspace to carriage return, and escape: terminals' recordings are text. */
const CONTROL = Uint8Array.from({ length: 256 }, (_, byte) => {
  const isSpace = (byte >= 8 && byte <= 13) || byte === 27;
  return Number((byte < 32 && !isSpace) || byte === 127);
});
