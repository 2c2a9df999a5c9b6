import type { Node } from '../model/ast.js';

/** What a value could do where it ends; sanitizers and checks end some of them. */
export const HAZARDS = ['code', 'command', 'sql', 'path', 'html', 'redirect', 'object', 'regex'] as const;
export type Hazard = (typeof HAZARDS)[number];

/**
 * `remote`: a request or a message; `page`: the address of the page; `answer`: what a server answered, which other
 * users may have written; `argument`: the command line of the user themselves.
 */
export type SourceKind = 'remote' | 'page' | 'answer' | 'argument';

/** A value of a source that reaches an expression. */
export interface Taint {
  readonly kind: SourceKind;
  /** As in the program: `req.query.id`. */
  readonly label: string;
  readonly source: Node;
}

export interface Source {
  readonly kind: SourceKind;
  readonly label?: string;
}
