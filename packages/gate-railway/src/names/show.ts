import { cleanText } from '@railgate/contract';

import type { ConfigValue } from '../documents/config-document.js';

/** A value for a message: short, on one line, without control characters. */
export function show(value: ConfigValue | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return cleanText(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}
