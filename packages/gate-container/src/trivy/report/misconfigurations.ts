import { redact } from '@railgate/kit';

import type { Misconfiguration } from '../observed.js';
import { fieldsIn, isFields, listIn, positiveIn, textIn, type Fields } from './fields.js';
import { LIMITS } from './limits.js';
import { severityIn } from './severity.js';

/** Nothing for a check that was passed, and for what has no id. */
export function readMisconfiguration(entry: Fields): Misconfiguration | undefined {
  const id = textIn(entry['ID'], LIMITS.name);
  if (id === '' || entry['Status'] !== 'FAIL') return undefined;
  const cause = fieldsIn(entry['CauseMetadata']);
  const url = textIn(entry['PrimaryURL'], LIMITS.url);
  const startLine = positiveIn(cause['StartLine']);
  const endLine = positiveIn(cause['EndLine']);
  const instruction = instructionOf(cause);
  return {
    id,
    title: textIn(entry['Title'], LIMITS.title),
    message: redact(textIn(entry['Message'], LIMITS.description)),
    resolution: textIn(entry['Resolution'], LIMITS.description),
    severity: severityIn(entry['Severity']),
    ...(url.startsWith('https://') && { url }),
    ...(startLine !== undefined && { startLine }),
    ...(endLine !== undefined && { endLine }),
    ...(instruction !== '' && { instruction }),
  };
}

/** The lines that are the cause, on one line. `Highlighted` holds what colours them in a terminal. */
function instructionOf(cause: Fields): string {
  const lines = listIn(fieldsIn(cause['Code'])['Lines']).filter(isFields);
  const text = lines
    .filter((line) => line['IsCause'] === true)
    .map((line) => textIn(line['Content'], LIMITS.instruction).trim())
    .join(' ');
  return textIn(redact(text), LIMITS.instruction);
}
