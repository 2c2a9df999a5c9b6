import type { SourceFile } from '../common/source-file.js';
import type { Binding } from '../common/tree.js';
import type { Node } from '../syntax.js';

interface Import {
  /** `com.example.config.Ports`. */
  readonly path: string;
  readonly alias?: string;
  /** A member of a class, or in Kotlin perhaps one. */
  readonly isStatic: boolean;
}

/**
 * The names that an import brings: a class or a top-level name of a package, and of a member of a class what the class
 * says.
 */
export function* importBindings(
  { path, alias, isStatic }: Import,
  node: Node,
  root: Node,
  file: SourceFile,
): Generator<Binding> {
  const [from, name] = lastOf(path);
  if (from === '' || name === '') return;
  const known = alias ?? name;
  yield { name: known, scope: root, node, is: { kind: 'import', from, name } };
  const [packageName, className] = lastOf(from);
  if (!isStatic || packageName === '' || !/^[A-Z]/.test(className)) return;
  yield {
    name: known,
    scope: root,
    node,
    is: {
      kind: 'known',
      value: (evaluator) => {
        const type = file.modules.exportsOf(file.syntax.path, packageName, className)?.get(className);
        return type ? evaluator.memberOf(type, name, node) : evaluator.unknown(node);
      },
    },
  };
}

function lastOf(path: string): [from: string, name: string] {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? ['', path] : [path.slice(0, dot), path.slice(dot + 1)];
}
