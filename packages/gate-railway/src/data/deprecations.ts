/** A date that Railway may move; it was first announced as 2028-03-01. */
export interface Deprecation {
  /** First day on which it no longer works, `YYYY-MM-DD`, UTC. */
  readonly stopsOn: string;
  readonly source: string;
  /** Day of the copy of the source that was read. */
  readonly checkedOn: string;
}

/** railway.toml and railway.json ("Config as Code"). */
export const CONFIG_AS_CODE: Deprecation = {
  stopsOn: '2026-12-01',
  source: 'https://docs.railway.com/infrastructure-as-code#migrating-from-config-as-code',
  checkedOn: '2026-08-21',
};
