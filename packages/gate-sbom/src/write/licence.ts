import { cleanText } from '@railgate/contract';

/** A licence as it may be written into a bill: an id of SPDX, an expression of such ids, or only a name. */
export interface Licence {
  readonly kind: 'id' | 'expression' | 'name';
  readonly text: string;
}

/** Tells ids and expressions from words that are neither. */
export interface SpdxWords {
  isId(text: string): boolean;
  isExpression(text: string): boolean;
}

const LONGEST = 500;

export function licenceOf(text: string | undefined, spdx: SpdxWords): Licence | undefined {
  const plain = cleanText((text ?? '').slice(0, LONGEST))
    .trim()
    .toWellFormed();
  if (plain === '') return undefined;
  if (spdx.isId(plain)) return { kind: 'id', text: plain };
  return { kind: spdx.isExpression(plain) ? 'expression' : 'name', text: plain };
}

/** Those that the schema of CycloneDX knows, and the grammar of SPDX's expressions. */
export async function loadSpdxWords(): Promise<SpdxWords> {
  const [{ isSupportedSpdxId }, { default: parse }] = await Promise.all([
    import('@cyclonedx/cyclonedx-library/SPDX'),
    import('spdx-expression-parse'),
  ]);
  const known = new Map<string, boolean>();
  const isExpression = (text: string): boolean => {
    const answer = known.get(text) ?? parses(parse, text);
    known.set(text, answer);
    return answer;
  };
  return { isId: (text) => isSupportedSpdxId(text), isExpression };
}

function parses(parse: (text: string) => unknown, text: string): boolean {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}
