import type spdx from 'spdx-expression-parse';

/** Ids of SPDX: `allow` names the only licences that may be used, `deny` those that must not. */
export interface LicenceLists {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
}

/** What the options say of a licence. */
export type LicenceVerdict = 'allowed' | 'denied' | 'unknown';

export interface LicenceJudge {
  /** @param licence as a package writes it; `unknown` where it is no SPDX expression */
  judge(licence: string | undefined): LicenceVerdict;
}

/** Licences are short; an expression of `AND` and `OR` is expanded, and its size doubles with each pair of brackets. */
const LONGEST = 160;
const MOST_ANDS = 6;

/**
 * Judges by the lists of the options; nothing where both are empty. With `allow`, only what it names is allowed; with
 * `deny` alone, an expression is denied when none of its choices is free of what it names.
 */
export async function loadLicences({
  allow = [],
  deny = [],
}: LicenceLists): Promise<LicenceJudge | undefined> {
  if (allow.length + deny.length === 0) return undefined;
  const [{ default: satisfies }, { default: parse }] = await Promise.all([
    import('spdx-satisfies'),
    import('spdx-expression-parse'),
  ]);
  const known = new Map<string, LicenceVerdict>();
  const look = (licence: string): LicenceVerdict => {
    if (licence.length > LONGEST || (licence.match(/\bAND\b/gi) ?? []).length > MOST_ANDS) return 'unknown';
    try {
      const choices = choicesOf(parse(licence));
      const free = choices.filter((choice) => !choice.some((one) => isListed(one, deny, satisfies)));
      if (free.length === 0) return 'denied';
      if (allow.length === 0) return 'allowed';
      return free.some((choice) => choice.every((one) => isListed(one, allow, satisfies)))
        ? 'allowed'
        : 'denied';
    } catch {
      // No SPDX expression: `SEE LICENSE IN …`, `BSD`, a name of one's own.
      return 'unknown';
    }
  };
  return {
    judge(licence) {
      const text = licence?.trim() ?? '';
      if (text === '') return 'unknown';
      const verdict = known.get(text) ?? look(text);
      known.set(text, verdict);
      return verdict;
    },
  };
}

type Info = spdx.Info;
type Licence = Extract<Info, { license: string }>;

/** All ways to comply: of each, the licences that hold together. */
function choicesOf(info: Info): Licence[][] {
  if (!('conjunction' in info)) return [[info]];
  const [left, right] = [choicesOf(info.left), choicesOf(info.right)];
  if (info.conjunction === 'or') return [...left, ...right];
  return left.flatMap((one) => right.map((other) => [...one, ...other]));
}

/** An id that SPDX does not know is compared as it is. */
function isListed(
  { license, plus, exception }: Licence,
  list: readonly string[],
  satisfies: (expression: string, list: readonly string[]) => boolean,
): boolean {
  const text = `${license}${plus ? '+' : ''}${exception === undefined ? '' : ` WITH ${exception}`}`;
  return list.some((one) => one === license || one === text || isSatisfied(text, one, satisfies));
}

function isSatisfied(
  licence: string,
  listed: string,
  satisfies: (expression: string, list: readonly string[]) => boolean,
): boolean {
  try {
    return satisfies(licence, [listed]);
  } catch {
    return false;
  }
}
