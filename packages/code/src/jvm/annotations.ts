import type { Argument } from '../common/tree.js';
import type { Node } from '../syntax.js';

/** An annotation of Java or Kotlin. */
export interface Annotation {
  /** The last part of its name: `CrossOrigin`. */
  readonly name: string;
  readonly node: Node;
  /** One without a name is `value`. */
  readonly arguments: readonly Argument[];
  /** What it is written in front of: a class, a function, a field, a parameter. */
  readonly on: Node | undefined;
}

/** The value of the first of these arguments that is there; `value` is one without a name. */
export function annotationArgument(annotation: Annotation, ...names: readonly string[]): Node | undefined {
  return annotation.arguments.find(({ name = 'value' }) => names.includes(name))?.value;
}
