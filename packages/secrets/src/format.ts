import type { SecretKind } from './kind.js';
import type { Samples } from './sample.js';

/** A text that holds (or nearly holds) a secret, as it stands in a file. */
export interface Sample {
  readonly text: string;
  /** Name of the file, where that matters; `settings.txt` else. */
  readonly path?: string;
}

/**
 * A kind of secret whose value has a form: a prefix, an alphabet, a length, a checksum. Data first: everything that the
 * engine does with it follows from these fields.
 */
export interface Format extends SecretKind {
  /**
   * One of these stands in or beside every hit; compared by bytes, ASCII letters in any case. At least three characters,
   * the rarer the better: only where one is found does the pattern run.
   */
  readonly keywords: readonly string[];
  /**
   * Of the secret, or of the secret with what stands beside it: then the group `secret` is the secret. Flags: `i`, `m`,
   * `s` at most. Every repetition is bounded, and it is linear: no nested or adjacent repetitions of the same characters.
   * It says itself where the secret begins and ends: `(?<![A-Za-z0-9])` before and `(?![A-Za-z0-9])` behind, say.
   */
  readonly pattern: RegExp;
  /**
   * How far a match may reach from the beginning of the keyword, in bytes. 256 and 512 when left out. Keep it small:
   * so much text is looked at for each keyword.
   */
  readonly window?: { readonly before: number; readonly after: number };
  /** What a pattern cannot say: a checksum, a decoded header. Gets the secret; must not throw. */
  readonly holds?: (secret: string) => boolean;
  /** Bits of Shannon entropy for each character below which it is no secret. Left out: whatever `judge` says of samples. */
  readonly entropy?: number;
  /** Value is allowed to hold words such as `test` or `example`: the provider's own prefix holds one (`sk_test_`). */
  readonly wordsAllowed?: boolean;
  /** At least two texts with a secret of this kind, different for each seed. */
  hits(samples: Samples): readonly [Sample, Sample, ...Sample[]];
  /** At least two that differ from a hit in one thing (checksum, length, alphabet, no word nearby) and are none of any kind. */
  misses(samples: Samples): readonly [Sample, Sample, ...Sample[]];
}

/** A format whose pattern may be made when it is first asked for. */
export type FormatSource = Omit<Format, 'pattern'> & { readonly pattern: RegExp | (() => RegExp) };

/** Checks the shape at compile time. Of hundreds of patterns, a run needs a few: reading the others would be half its start. */
export function defineFormat(source: FormatSource): Format {
  const { pattern } = source;
  if (typeof pattern !== 'function') return { ...source, pattern };
  let made: RegExp | undefined;
  return {
    ...source,
    get pattern() {
      return (made ??= pattern());
    },
  };
}
