import { codeHelpUri } from './identity.js';

/** Why nothing at all is known. One sentence of advice each; `docs/errors.md` is generated from here. */
export const ERRORS = {
  NEED_UNMET: {
    meaning: 'Something that the gate needs is not there: a tool, a service, a database.',
    advice: 'Run `railgate doctor`: it names what is missing and the command that mends it.',
  },
  TOOL_CRASHED: {
    meaning: 'A tool or the gate itself ended before it had answered.',
    advice:
      'Read the message, run the gate alone with `railgate run --gate <gate>`, and report the crash if it stays.',
  },
  TOOL_TIMEOUT: {
    meaning: 'A tool or the gate did not answer in its time and was stopped with everything it had started.',
    advice:
      'Raise `timeout` in the configuration of the gate, or exclude the file that it hangs on with `ignore`.',
  },
  REPORT_UNREADABLE: {
    meaning:
      'There was an answer, and it cannot be read: truncated, not in its format, or in conflict with the exit code.',
    advice: 'Run the gate alone; if the tool is a newer version than the pinned one, install the pinned one.',
  },
  LOOKED_AT_NOTHING: {
    meaning: 'The gate ended without having read anything, so its silence says nothing.',
    advice: 'Check the path and the `ignore` patterns: nothing of what the gate reads was left over.',
  },
  CANARY_MISSED: {
    meaning: 'A known-bad input went unnoticed, so the silence about your code is worth nothing.',
    advice: 'The engine or its data is out of order: install the pinned version again and refresh its data.',
  },
  DATA_STALE: {
    meaning: 'The advisory data is older than the limit.',
    advice: 'Refresh it, or raise `--max-data-age` if you accept the age.',
  },
  INTERNAL: {
    meaning: 'A defect of Railgate.',
    advice: 'Please report it with the message and the version; nothing was taken for clean because of it.',
  },
} as const;

export type ErrorCode = keyof typeof ERRORS;
export const ERROR_CODES = Object.keys(ERRORS) as readonly ErrorCode[];

/** Thrown by a gate that cannot know. Only the runner catches it. */
export class GateError extends Error {
  readonly code: ErrorCode;
  /** What to do, more exact than the catalogue's advice where the gate knows more. */
  readonly remedy: string;

  constructor(code: ErrorCode, message: string, options: { remedy?: string; cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : {});
    this.name = 'GateError';
    this.code = code;
    this.remedy = options.remedy ?? ERRORS[code].advice;
  }
}

/** The user asked for something that cannot be done: exit 3, before any gate starts. */
export class UsageError extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string, options: { cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : {});
    this.name = 'UsageError';
    this.remedy = remedy;
  }
}

export function errorHelpUri(code: ErrorCode): string {
  return codeHelpUri(code);
}
