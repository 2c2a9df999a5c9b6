import { camelCase } from '../names.mjs';

const IMPORT = /^import \{ (\w+) \} from '\.\/([\w-]+)\.js';\n/gm;
const LIST = /(export const \w+: readonly \w+\[\] = \[)([^\]]*)(\];)/;

/**
 * Adds the import and the entry of a rule to `src/rules/index.ts`, both lists sorted by file name.
 *
 * @throws {Error} when the file is not a list of imports and one array of their names: better by hand than wrong.
 */
export function addToRuleList(tree, file, name) {
  const text = tree.read(file, 'utf8') ?? '';
  const imports = new Map([...text.matchAll(IMPORT)].map(([, variable, path]) => [path, variable]));
  const listed = namesIn(text);
  const known = [...imports.values()].sort();
  if (listed === undefined || [...listed].sort().join() !== known.join()) {
    throw new Error(
      `${file} is not a plain list of the imported rules. Add the line of ${name} by hand, or make it one.`,
    );
  }
  if (imports.has(name)) throw new Error(`${file} lists ${name} already. Remove its lines first.`);
  imports.set(name, camelCase(name));
  tree.write(
    file,
    rewrite(
      text,
      [...imports].sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );
}

function namesIn(text) {
  const body = LIST.exec(text)?.[2];
  const names = body
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return names?.every((part) => /^\w+$/.test(part)) ? names : undefined;
}

function rewrite(text, entries) {
  const lines = entries.map(([path, variable]) => `import { ${variable} } from './${path}.js';\n`).join('');
  const first = text.search(IMPORT);
  const without = text.replace(IMPORT, '');
  const withImports = without.slice(0, first) + lines + without.slice(first);
  return withImports.replace(
    LIST,
    (_, start, _body, end) => `${start}${entries.map(([, variable]) => variable).join(', ')}${end}`,
  );
}
