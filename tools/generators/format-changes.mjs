import { format } from '../generate/format.mjs';

/**
 * Formats what a generator wrote. Nx's own `formatFiles` guesses the formatter from the tree; here it is always prettier
 * with the repository's settings.
 *
 * @param {import('@nx/devkit').Tree} tree
 * @param {Map<string, string | undefined>} before contents of the tree's changes when the generator started
 */
export async function formatChanges(tree, before) {
  for (const { path, type, content } of tree.listChanges()) {
    if (type === 'DELETE' || before.get(path) === content?.toString()) continue;
    tree.write(path, await format(path, content.toString()));
  }
}

/** The contents of the changes that a tree holds already, by path. */
export function changesIn(tree) {
  return new Map(tree.listChanges().map(({ path, content }) => [path, content?.toString()]));
}
