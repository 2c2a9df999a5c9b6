import { cleanText } from '@railgate/contract';

/** A licence as it may be written into a bill: an id of SPDX, an expression of such ids, or only a name. */
export type Licence =
  | { readonly kind: 'id' | 'expression'; readonly text: string }
  | { readonly kind: 'name'; readonly text: string };

const LONGEST = 500;

/** Tells ids and expressions from words that are neither. */
export interface SpdxWords {
  isSupportedSpdxId(text: unknown): boolean;
  isValidSpdxLicenseExpression(text: unknown): boolean;
}

export function licenceOf(text: string | undefined, spdx: SpdxWords): Licence | undefined {
  const plain = cleanText(text ?? '').trim().slice(0, LONGEST);
  if (plain === '') return undefined;
  if (spdx.isSupportedSpdxId(plain)) return { kind: 'id', text: plain };
  return { kind: spdx.isValidSpdxLicenseExpression(plain) ? 'expression' : 'name', text: plain };
}
