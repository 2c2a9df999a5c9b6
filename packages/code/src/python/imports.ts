import { nodesOfType } from '../syntax.js';
import type { PythonFile } from './file.js';
import { importsIn, submodule } from './scope.js';
import { stringText } from './text.js';

/** The files of the workspace that a file loads: by imports, and by texts that name a module, as `"app.main:app"`. */
export function importedFiles(file: PythonFile): string[] {
  const { modules, syntax } = file;
  const found = new Set<string>();
  const add = (specifier: string): boolean => {
    const path = modules.resolve(syntax.path, specifier);
    if (path !== undefined) found.add(path);
    return path !== undefined;
  };
  for (const statement of nodesOfType(syntax.root, 'import_statement', 'import_from_statement')) {
    for (const { from, name } of importsIn(statement)) {
      add(from);
      if (name !== '*') add(submodule(from, name));
    }
    // `import a.b` binds `a` and loads `a.b` as well.
    if (statement.type === 'import_statement') for (const path of dottedNames(statement.text)) add(path);
  }
  for (const string of nodesOfType(syntax.root, 'string')) {
    const module = MODULE.exec(stringText(string) ?? '')?.[1];
    // Django writes classes of modules: `"app.middleware.Cors"`.
    if (module !== undefined && !add(module)) add(module.slice(0, module.lastIndexOf('.')));
  }
  found.delete(syntax.path);
  return [...found];
}

const MODULE = /^([A-Za-z_]\w{0,60}(?:\.[A-Za-z_]\w{0,60}){0,8}):?[\w.()]{0,60}$/;

function dottedNames(statement: string): string[] {
  return statement
    .slice('import '.length)
    .split(',')
    .map((one) => one.trim().split(/\s/)[0] ?? '');
}
