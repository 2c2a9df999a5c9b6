import type * as sarif from 'sarif';

import { CWE_TAG, SECURITY_TAG } from './score.js';

/** The tags of a rule in GitHub's words: `security` first, then the CWEs, then the others as they stand. */
export function ruleTags(rule: sarif.ReportingDescriptor, isScored: boolean): string[] {
  const own = listTags(rule);
  const cwes = [...own, ...cweTaxa(rule)].flatMap((tag) => cweTag(tag) ?? []);
  const isSecurity = isScored || cwes.length > 0 || own.includes(SECURITY_TAG);
  const others = own.filter((tag) => tag !== SECURITY_TAG && !CWE_TAG.test(tag));
  return [...new Set([...(isSecurity ? [SECURITY_TAG] : []), ...cwes, ...others])];
}

function listTags(rule: sarif.ReportingDescriptor): string[] {
  const tags: unknown = rule.properties?.tags;
  if (!Array.isArray(tags)) return [];
  return tags.filter((tag): tag is string => typeof tag === 'string' && tag !== '');
}

/** `CWE-79`, `cwe-079: Cross-site scripting`, `external/cwe/cwe-79`. */
function cweTag(tag: string): string | undefined {
  const number = /^(?:external\/cwe\/)?cwe[-_: ]?0*(\d{1,5})(?!\d)/i.exec(tag)?.[1];
  return number === undefined ? undefined : `external/cwe/cwe-${number}`;
}

function cweTaxa(rule: sarif.ReportingDescriptor): string[] {
  return (rule.relationships ?? []).flatMap(({ target }) => {
    const isCwe = target.toolComponent?.name?.toLowerCase() === 'cwe';
    return isCwe && target.id !== undefined ? [`cwe-${target.id.replace(/^cwe-/i, '')}`] : [];
  });
}
