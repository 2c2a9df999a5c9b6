/** How many of which thing: `{ files: 12 }`, `{ packages: 344 }`. */
export type Count = Readonly<Record<string, number>>;

/** What one engine was and whether its canary was found. */
export interface EngineEvidence {
  readonly name: string;
  readonly version: string;
  /** `sha256:…` of a binary or an image, where there is one. */
  readonly digest?: string;
  /** `found`: the known-bad input was reported by the same engine in this run. */
  readonly canary: 'found' | 'missed' | 'none';
}

/** Proof that a gate really looked. A gate without proof is broken, whatever it reports. */
export interface Evidence {
  readonly engines: readonly EngineEvidence[];
  /** What the gate knew to be there. */
  readonly expected: Count;
  /** What the engines read to the end. `expected` = `seen` + what `gaps` name. */
  readonly seen: Count;
  /** The advisory data that was asked. `builtAt` is ISO 8601. */
  readonly data?: { readonly id: string; readonly digest: string; readonly builtAt: string };
}
