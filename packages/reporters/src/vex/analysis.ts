import { cleanText } from '@railgate/contract';

import type { FindingWaiver } from '../view/findings.js';

/** The words of OpenVEX 0.2.0 for why somebody is not affected, and those of CycloneDX 1.6 for the same. */
const JUSTIFICATIONS = new Map([
  ['component_not_present', 'code_not_present'],
  ['vulnerable_code_not_present', 'code_not_present'],
  ['vulnerable_code_not_in_execute_path', 'code_not_reachable'],
  ['vulnerable_code_cannot_be_controlled_by_adversary', 'requires_environment'],
  ['inline_mitigations_already_exist', 'protected_by_mitigating_control'],
]);

/** What a waiver, or the lack of one, says of a vulnerability, in the words of both formats (docs/sbom.md). */
export interface Analysis {
  /** OpenVEX. */
  readonly status: 'not_affected' | 'affected' | 'under_investigation';
  /** CycloneDX. */
  readonly state: 'not_affected' | 'false_positive' | 'exploitable' | 'in_triage';
  /** OpenVEX. */
  readonly justification?: string;
  /** The same for CycloneDX. */
  readonly cause?: string;
  /** CycloneDX. */
  readonly response?: 'will_not_fix' | 'update' | 'workaround_available';
  /** Why, by whom and until when. */
  readonly detail?: string;
}

/**
 * A waiver lets a finding through; it does not make the software safe. So it says "affected" unless it claims otherwise in so
 * many words: by its kind, or by a justification of OpenVEX in front of its reason.
 */
export function analysisOf(waiver: FindingWaiver | undefined): Analysis {
  if (!waiver) return { status: 'under_investigation', state: 'in_triage' };
  const { reason, kind } = waiver;
  const [, justification = '', rest = ''] = /^\s*([a-z_]{1,60}):\s*([^]*)$/.exec(reason) ?? [];
  const cause = JUSTIFICATIONS.get(justification);
  if (cause !== undefined)
    return {
      status: 'not_affected',
      state: 'not_affected',
      justification,
      cause,
      detail: detailOf(waiver, rest),
    };
  const detail = detailOf(waiver, reason);
  if (kind === 'false-positive' || kind === 'test-fixture')
    return { status: 'not_affected', state: 'false_positive', detail };
  return { status: 'affected', state: 'exploitable', response: responseOf(kind), detail };
}

/** The smaller, the less it lets through. */
export function weightOf({ status }: Analysis): number {
  return ['under_investigation', 'affected', 'not_affected'].indexOf(status);
}

function responseOf(kind: string | undefined): NonNullable<Analysis['response']> {
  if (kind === 'deferred') return 'update';
  return kind === 'mitigated-externally' ? 'workaround_available' : 'will_not_fix';
}

const LONGEST = 2000;

function detailOf({ kind, owner, expires }: FindingWaiver, reason: string): string {
  const aside = [
    kind ?? 'accepted-risk',
    ...(owner === undefined ? [] : [`by ${owner}`]),
    ...(expires === undefined ? [] : [`until ${expires}`]),
  ].join(', ');
  return cleanText(`${reason.trim().slice(0, LONGEST)} (${aside})`.trim().toWellFormed());
}
