import { findNodeAtLocation, parseTree } from 'jsonc-parser';

/** Where a manifest asks for a package that is installed for the project itself. */
export type RangeField = 'dependencies' | 'devDependencies' | 'optionalDependencies';

/**
 * A `package.json` that asks for another range of a package: all other bytes stay. Nothing where the field does not hold the
 * package as a text, where the manifest holds it twice, and where it is no JSON.
 */
export function setRange(text: string, field: RangeField, name: string, range: string): string | undefined {
  try {
    const root = parseTree(text);
    const node = root && findNodeAtLocation(root, [field, name]);
    if (node?.type !== 'string') return undefined;
    const changed =
      text.slice(0, node.offset) + JSON.stringify(range) + text.slice(node.offset + node.length);
    // Of several keys of one name npm takes the last, and the first one was found.
    const manifest = JSON.parse(changed) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    return manifest[field]?.[name] === range ? changed : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
