import type { ImageSecret } from '../observed.js';
import { positiveIn, textIn, type Fields } from './fields.js';
import { inImage } from './in-image.js';
import { LIMITS } from './limits.js';
import { severityIn } from './severity.js';

/**
 * `Match` and `Code` are never looked at. Nothing where it has no rule.
 *
 * @param target what it was found in: a file, or the image itself, which means its configuration
 * @param image what the report calls the image
 */
export function readSecret(entry: Fields, target: string, image: string): ImageSecret | undefined {
  const rule = textIn(entry['RuleID'], LIMITS.name);
  if (rule === '') return undefined;
  // The configuration is in no layer.
  const isFile = target !== image || entry['Layer'] !== undefined;
  const line = isFile ? positiveIn(entry['StartLine']) : undefined;
  return {
    rule,
    title: textIn(entry['Title'], LIMITS.title),
    severity: severityIn(entry['Severity']),
    ...(line !== undefined && { line }),
    ...inImage(isFile ? entry : {}, isFile ? target : undefined),
  };
}
