/** How the versions of an ecosystem are read and ordered. */
export interface Scheme<Version = unknown> {
  /** Nothing where the text is no version. */
  parse(text: string): Version | undefined;
  /** Negative when `a` comes first. */
  compare(a: Version, b: Version): number;
  /** The same text for versions that are the same. */
  canonical(version: Version): string;
  /** All canonical texts under which an advisory may list an asked version. */
  spellings(asked: Version): readonly string[];
  /** For an end of a range that is no version: the latest version that it may mean, where that can be said. */
  latestMeant?(text: string): string | undefined;
  /** As an asked version counts in a comparison with `other`. */
  against?(asked: Version, other: Version): Version;
}
