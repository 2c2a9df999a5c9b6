/** One line of `railgate doctor`. */
export interface Check {
  readonly name: string;
  /** `missing` keeps something from working; `note` is worth knowing. */
  readonly state: 'ok' | 'note' | 'missing';
  readonly found: string;
  readonly remedy?: string;
}
