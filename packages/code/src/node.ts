/** A place in a text, from 0; the column in UTF-16 units. */
export interface Point {
  readonly row: number;
  readonly column: number;
}

/** A node of a syntax tree: what extractors may ask of one. Each node of a tree has one object. */
export interface Node {
  /** Unique in its tree. */
  readonly id: number;
  readonly type: string;
  readonly text: string;
  /** UTF-16 units from the start of the text. */
  readonly startIndex: number;
  readonly endIndex: number;
  readonly startPosition: Point;
  readonly endPosition: Point;
  /** It has a rule of its own in the grammar: it is no keyword, operator or bracket. */
  readonly isNamed: boolean;
  readonly parent: Node | null;
  readonly children: readonly Node[];
  readonly namedChildren: readonly Node[];
  readonly firstChild: Node | null;
  readonly lastChild: Node | null;
  childForFieldName(name: string): Node | null;
  childrenForFieldName(name: string): readonly Node[];
  /** Itself too, in the order of the text. */
  descendantsOfType(types: readonly string[]): Node[];
  equals(other: Node): boolean;
}
