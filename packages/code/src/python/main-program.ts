import { ancestors, field, type Node } from '../syntax.js';
import type { PythonFile } from './file.js';

/** How many functions that call each other are followed. */
const STEPS = 5;

/**
 * Runs only when the file is the main program: under `if __name__ == "__main__"`, or in a function that is called from
 * there alone.
 */
export function isOnlyMain(file: PythonFile, node: Node, steps = STEPS): boolean {
  for (const above of ancestors(node)) {
    if (above.type === 'if_statement' && isMainTest(field(above, 'condition'))) return true;
    if (above.type !== 'function_definition') continue;
    const calls = file.values.names
      .callsOf(field(above, 'name')?.text ?? '')
      .filter((call) => !isInside(call, above));
    if (calls.length > 0 && steps > 0 && calls.every((call) => isOnlyMain(file, call, steps - 1)))
      return true;
  }
  return false;
}

function isMainTest(test: Node | undefined): boolean {
  return test !== undefined && /__name__/.test(test.text) && /['"]__main__['"]/.test(test.text);
}

function isInside(node: Node, around: Node): boolean {
  return around.startIndex <= node.startIndex && node.endIndex <= around.endIndex;
}
