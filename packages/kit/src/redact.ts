import { MASK } from '@railgate/contract';

/**
 * Masks what looks like a secret in a text that people or machines will read. Called at the model's boundary, on
 * every message and snippet. It errs on the side of masking: a masked word costs a reader a look at the file,
 * a printed secret costs a rotation.
 */
export function redact(text: string): string {
  return RULES.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
}

const QUOTED = String.raw`(["'\x60])(?!\$\{)([^"'\x60\s]{4,200})\3`;
const SECRET_NAME = String.raw`[\w$.-]{0,40}(?:passw(?:or)?d|passwd|pwd|secret|token|api[_-]?key|apikey|private[_-]?key|access[_-]?key|credential)[\w$-]{0,40}`;

/** All patterns are bounded, so that a hostile line cannot make them slow. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]{0,8000}?(?:-----END [A-Z ]{0,40}-----|$)/g, MASK],
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"'`]{0,100}):[^\s/@"'`$]{1,200}@/gi, `$1:${MASK}@`],
  [
    /\b(?:gh[pousr]_|github_pat_|glpat-|sk_live_|sk_test_|rk_live_|xox[abeprs]-|npm_|pypi-|sk-ant-|sk-|hf_|dop_v1_|SG\.|shpat_|AIza)[A-Za-z0-9_.+/=-]{16,8000}/g,
    MASK,
  ],
  [/\b(?:AKIA|ASIA|AROA)[A-Z0-9]{16}\b/g, MASK],
  [/\beyJ[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{8,4000}\.?[A-Za-z0-9_-]{0,1000}/g, MASK],
  [
    new RegExp(String.raw`(${SECRET_NAME}["'\x60]?\s{0,4}(?::|=|=>|:=|,)\s{0,4})()${QUOTED}`, 'gi'),
    `$1$3${MASK}$3`,
  ],
  // A fallback is a secret of a few words as often: `process.env.SECRET || 'keyboard cat'`, `os.getenv("SECRET") or "…"`.
  [
    new RegExp(
      String.raw`(${SECRET_NAME}["'\x60]?(?:[\])]{0,2}\s{0,40}(?:\|\||\?\?|\?:)|[\])]{1,2}\s{1,40}or\b)\s{0,40})(["'\x60])[^"'\x60\n]{1,200}\2`,
      'gi',
    ),
    `$1$2${MASK}$2`,
  ],
  [
    new RegExp(
      String.raw`^(\s{0,40}(?:export\s{1,4})?${SECRET_NAME}\s{0,4}=\s{0,4})(?!["'\x60$]|process\.|os\.|env)([^\s"'\x60;,()]{8,200})$`,
      'gim',
    ),
    `$1${MASK}`,
  ],
];
