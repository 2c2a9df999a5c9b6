import { ERRORS, cleanText, type ErrorCode, type GateError } from '@railgate/contract';
import { redact } from '@railgate/kit';

import type { Mask } from './masks.js';

/** Why nothing is known, as plain data: it crosses a thread boundary and stands in reports. */
export interface PlainError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly remedy: string;
}

const MESSAGE_LIMIT = 4000;
/** More than is shown: what is masked becomes shorter. */
const MASKED_LIMIT = 8 * MESSAGE_LIMIT;

/**
 * A gate's error as its outcome tells it. What is no `GateError` is a defect of the gate: `INTERNAL`.
 *
 * @param root of the scanned repository: its absolute path is cut out of the text, which stands in reports.
 */
export function plainError(error: unknown, root: string, mask: Mask = redact): PlainError {
  if (isGateError(error)) {
    const { code, message, remedy } = error;
    return { code, message: publicText(message, root, mask), remedy: publicText(remedy, root, mask) };
  }
  return {
    code: 'INTERNAL',
    message: `The gate failed: ${publicText(describe(error), root, mask)}`,
    remedy: ERRORS.INTERNAL.advice,
  };
}

/** A text for reports: secrets masked, the repository's place on this machine cut out, bounded, on one line. */
export function publicText(text: string, root: string, mask: Mask = redact): string {
  const local = root.length > 1 ? text.replaceAll(`${root}/`, '').replaceAll(root, '.') : text;
  // Masked before it is cut: half a secret is not known for one.
  const masked = mask(local.length > MASKED_LIMIT ? wholeWords(local.slice(0, MASKED_LIMIT)) : local);
  return cleanText(masked.length > MESSAGE_LIMIT ? `${masked.slice(0, MESSAGE_LIMIT)}…` : masked);
}

/** Without the last word, which may be the beginning of a secret. */
function wholeWords(text: string): string {
  return text.slice(0, Math.max(0, text.search(/\s\S*$/)));
}

/** Once more, with all that is known of secrets: an error may quote anything. */
export function maskError({ code, message, remedy }: PlainError, mask: Mask): PlainError {
  return { code, message: mask(message), remedy: mask(remedy) };
}

/** By its shape, since a gate may bring a copy of the contract of its own. */
function isGateError(error: unknown): error is GateError {
  if (!(error instanceof Error) || error.name !== 'GateError') return false;
  const { code, remedy } = error as Partial<GateError>;
  return typeof code === 'string' && Object.hasOwn(ERRORS, code) && typeof remedy === 'string';
}

/** Whatever a gate threw, even what throws again when it is looked at. */
function describe(error: unknown): string {
  try {
    return error instanceof Error ? sentence(`${error.name}: ${error.message}`) : sentence(String(error));
  } catch {
    return 'it threw something that cannot be shown.';
  }
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
