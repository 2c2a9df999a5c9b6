import type { FunctionInfo, ModuleIndex } from '../syntax/module-index.js';
import type { PyNode } from '../syntax/node.js';
import type { Environment } from './environment.js';
import type { Hazard, Span, Taint, Value } from './value.js';
import type { Severity } from '@railgate/contract';

export interface Argument {
  readonly node: PyNode;
  readonly value: Value;
  /** The name of a keyword argument. */
  readonly keyword: string | undefined;
  /** `*args` or `**kwargs`: stands for an unknown number of arguments. */
  readonly spread: boolean;
}

/** One call as a check sees it: what is called, with which values. */
export interface CallSite {
  readonly node: PyNode;
  /** Full name of what is called, `requests.get`, `requests.Session().get`; as written when it is not known. */
  readonly name: string;
  /** The last part of the name. */
  readonly method: string;
  /** The callee as written, shortened: for messages. */
  readonly written: string;
  /** The object in front of the last dot. */
  readonly receiver: Value | undefined;
  readonly receiverText: string;
  readonly arguments: readonly Argument[];
  readonly environment: Environment;
  /** The function that the call stands in, undefined at the module's top. */
  readonly caller: FunctionInfo | undefined;
  readonly module: ModuleIndex;
}

/** What a check says. Messages are finished by the reporter. */
export interface Report {
  readonly ruleId: string;
  readonly at: Span;
  readonly message: string;
  readonly severity?: Severity;
  readonly taint?: Taint | undefined;
  /** Further places, with what they are. */
  readonly related?: readonly (Span & { readonly message: string })[];
}

export type Reporter = (report: Report) => void;
export type CallCheck = (call: CallSite, report: Reporter) => void;

export function argument(call: CallSite, position: number, ...keywords: string[]): Argument | undefined {
  let at = 0;
  for (const candidate of call.arguments) {
    if (candidate.keyword !== undefined) {
      if (keywords.includes(candidate.keyword)) return candidate;
      continue;
    }
    if (candidate.spread) return undefined;
    if (at++ === position) return candidate;
  }
  return undefined;
}

export function keyword(call: CallSite, name: string): Argument | undefined {
  return call.arguments.find((candidate) => candidate.keyword === name);
}

/** Is the argument the constant, `True`, `False`, `None`? */
export function isConstant(candidate: Argument | undefined, type: 'true' | 'false' | 'none'): boolean {
  return candidate !== undefined && (candidate.node.type === type || candidate.value.node?.type === type);
}

/** Severity of a proven flow: full for a request, low for who starts the program, nothing for other services. */
export function flowSeverity(taint: Taint, full: Severity): Severity | undefined {
  if (taint.kind === 'request') return full;
  return taint.kind === 'local' && full === 'critical' ? 'low' : undefined;
}

export type { Hazard };
