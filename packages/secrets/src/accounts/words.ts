import { entryAround, type FindAccounts } from './find-accounts.js';

const NAME =
  /(?:^|[ \t])(?:user(?:name)?|login)[ \t]+(?:"(?<quoted>[^"\n]{1,256})"|'(?<single>[^'\n]{1,256})'|(?<word>[^\s"']{1,256}))/di;

const LIMITS = {
  /** The next machine, account or server. */
  opens: /^[ \t]*(?:machine|default|defaults|account|identity|poll|skip|server)(?:[ \t]|$)/i,
  closes: /^\0$/,
};

/** `login …`, `username "…"`: netrc and clients for mail. */
export const WORDS: FindAccounts = (lines) => (own) => {
  for (const { text, at } of entryAround(lines, own, LIMITS)) {
    const groups = /^[ \t]*#/.test(text) ? undefined : NAME.exec(text)?.indices?.groups;
    const value = groups?.['quoted'] ?? groups?.['single'] ?? groups?.['word'];
    if (value) return { start: at + value[0], end: at + value[1] };
  }
  return undefined;
};
