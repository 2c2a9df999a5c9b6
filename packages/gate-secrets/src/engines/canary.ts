import { samples } from '@railgate/secrets';

/** Name of the known-bad file. No configuration of these engines leaves such a name out. */
export const CANARY_FILE = 'canary.env';

/**
 * A file that every engine must report: tokens of GitHub, which all of them know, made up here. Several, since each
 * engine also judges how random a value looks.
 */
export function canaryText(): string {
  const made = samples(20_261_122);
  const tokens = Array.from({ length: 4 }, () => `ghp_${made.of('A-Za-z0-9', 36)}`);
  return tokens.map((token, i) => `GITHUB_TOKEN_${i}="${token}"\n`).join('');
}
