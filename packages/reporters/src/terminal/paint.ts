import type { Severity } from '@railgate/contract';

import type { Signal } from '../view/outcomes.js';

/** Only the sixteen colours that every terminal and theme has; colour never says what no word says. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  severity(severity: Severity, text: string): string;
  signal(signal: Signal, text: string): string;
  /** A line of a diff, by the character that it begins with. */
  diff(mark: ' ' | '-' | '+' | '@', text: string): string;
}

/** SGR parameters. Bright black is left out: some themes show it as the background. */
const SEVERITY_CODES: Readonly<Record<Severity, string>> = {
  critical: '1;31',
  high: '31',
  medium: '33',
  low: '36',
  info: '2',
};
const SIGNAL_CODES: Readonly<Record<Signal, string>> = {
  unknown: '1;35',
  fails: '1;31',
  findings: '33',
  clean: '32',
  skipped: '2',
};

const DIFF_CODES = { '-': '31', '+': '32', '@': '36' } as const;

export function paint(color: boolean): Paint {
  const sgr = (code: string, text: string) =>
    color && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text;
  return {
    bold: (text) => sgr('1', text),
    dim: (text) => sgr('2', text),
    severity: (severity, text) => sgr(SEVERITY_CODES[severity], text),
    signal: (signal, text) => sgr(SIGNAL_CODES[signal], text),
    diff: (mark, text) => (mark === ' ' ? text : sgr(DIFF_CODES[mark], text)),
  };
}

const UNICODE: Readonly<Record<Signal, string>> = {
  unknown: '?',
  fails: '✗',
  findings: '•',
  clean: '✓',
  skipped: '–',
};
const ASCII: Readonly<Record<Signal, string>> = {
  unknown: '?',
  fails: 'x',
  findings: '*',
  clean: '+',
  skipped: '-',
};

/** One column wide each, different in shape, so that they can be told apart without colour. */
export function signalSymbols(ascii: boolean): Readonly<Record<Signal, string>> {
  return ascii ? ASCII : UNICODE;
}
