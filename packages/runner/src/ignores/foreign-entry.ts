/** One entry of another tool's ignore file. It lets nothing through here; the reports list it. */
export interface ForeignEntry {
  readonly line?: number;
  /** What the other tool takes it for: `{ rule: 'CVE-2024-1' }`. */
  readonly selects: Readonly<Record<string, string>>;
}

/** The entry of a file, with the file. */
export interface ForeignIgnore extends ForeignEntry {
  readonly path: string;
  /** What a reader has to know, with a full stop. */
  readonly note?: string;
}
