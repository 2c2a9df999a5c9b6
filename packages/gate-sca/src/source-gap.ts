import { isExact } from '@railgate/advisories';
import { GateError, cleanText, type ErrorCode, type Gap } from '@railgate/contract';

import { listed } from './findings/plain-text.js';
import type { Part } from './parts.js';
import type { Doubt } from './proof.js';

const PATHS_SHOWN = 3;

/** No engine's silence is worth anything for these packages: how many they are, where, why, and what to do. */
export function sourceGap(part: Part, doubts: readonly Doubt[], offline: boolean): Gap {
  const { ecosystem, packages, paths } = part;
  const here = doubts.filter((doubt) => doubt.ecosystem === ecosystem);
  const reasons = here.map(({ engine, error }) => `${engine}: ${lowerFirst(error.message)}`);
  const why = reasons.length === 0 ? 'No engine that is asked knows them.' : reasons.join(' ');
  return {
    code: 'SOURCE_MISSING',
    message: `No source answered for ${packages} ${ecosystem} ${packages === 1 ? 'package' : 'packages'} of ${listed(paths.map(cleanText), PATHS_SHOWN)}. ${why}`,
    remedy: remedyOf(part, here, offline),
  };
}

/** Nothing at all is known. */
export function nothingKnown(gaps: readonly Gap[], doubts: readonly Doubt[]): GateError {
  const remedy = [...new Set(gaps.map((gap) => gap.remedy ?? ''))].join(' ');
  return new GateError(codeOf(doubts), gaps.map(({ message }) => message).join(' '), { remedy });
}

/** A source that is out of order is worse news than one that is old, and that than one that is not there. */
function codeOf(doubts: readonly Doubt[]): ErrorCode {
  const codes: ReadonlySet<ErrorCode> = new Set(doubts.map(({ error }) => error.code));
  return (['CANARY_MISSED', 'DATA_STALE'] as const).find((code) => codes.has(code)) ?? 'NEED_UNMET';
}

function remedyOf({ ecosystem }: Part, doubts: readonly Doubt[], offline: boolean): string {
  if (!isExact(ecosystem))
    return `Run \`railgate db update ${ecosystem}\`, which osv-scanner reads; \`railgate doctor\` says whether it is installed.`;
  const database = doubts.find(({ engine }) => engine === 'osv');
  if (database?.error.code === 'DATA_STALE')
    return `Run \`railgate db update ${ecosystem}\`, or raise \`--max-data-age\` if you accept the age.`;
  if (database)
    return `Run \`railgate db update ${ecosystem}\`, or \`railgate db import DIR\` where there is no network${offline ? '; or run without `--offline`' : ''}.`;
  const other = doubts.find(({ left }) => left !== true) ?? doubts[0];
  return (
    other?.error.remedy ||
    `Run \`railgate db update ${ecosystem}\`, and let \`osv\` stand among the \`engines\`: it asks no other program.`
  );
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
}
