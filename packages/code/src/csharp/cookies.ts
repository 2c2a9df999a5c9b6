import type { SourceFile } from '../common/source-file.js';
import type { CookieSetting } from '../facts.js';
import { textOf } from '../possible.js';
import { ancestors, nodesOfType, type Node } from '../syntax.js';
import type { Value } from '../value.js';

/** `new CookieOptions { SameSite = … }`, and `options.Cookie.SameSite = …` of authentication and sessions. */
export function cookiesOf(file: SourceFile): CookieSetting[] {
  return [...created(file), ...configured(file)];
}

function created(file: SourceFile): CookieSetting[] {
  const nodes = nodesOfType(
    file.syntax.root,
    'object_creation_expression',
    'implicit_object_creation_expression',
  );
  return nodes.flatMap((node) => {
    const tree = file.reading.read(node);
    const isCookie =
      tree.kind === 'object' && /^(?:CookieOptions|CookieBuilder)?$/.test(tree.type?.text.slice(0, 40) ?? '');
    if (!isCookie || !tree.entries.some(({ key }) => key === 'SameSite' || key === 'HttpOnly')) return [];
    const value = (name: string) => {
      const entry = tree.entries.find(({ key }) => key === name);
      return entry && file.evaluator.of(entry.value);
    };
    return settingOf(
      file,
      node,
      value('SameSite'),
      value('Secure') ?? value('SecurePolicy'),
      value('Domain'),
      nameAround(file, node),
    );
  });
}

/** `Response.Cookies.Append("session", value, new CookieOptions { … })`. */
function nameAround(file: SourceFile, node: Node): string | undefined {
  for (const above of ancestors(node)) {
    const call = file.callAt(above);
    if (call) return call.method === 'Append' ? textOf(file.argument(call, 0)) : undefined;
    if (/statement|block/.test(above.type)) return undefined;
  }
  return undefined;
}

function configured(file: SourceFile): CookieSetting[] {
  const groups = new Map<string, Map<string, { value: Value; node: Node }>>();
  for (const { name, node, is, scope } of file.names.all) {
    const [, owner, part] = /^(.{1,60}\.Cookie)\.(SameSite|SecurePolicy|Domain|Name)$/.exec(name) ?? [];
    if (owner === undefined || part === undefined || is.kind !== 'assignment') continue;
    const key = `${scope.id} ${owner}`;
    const group = groups.get(key) ?? new Map<string, { value: Value; node: Node }>();
    groups.set(key, group.set(part, { value: file.evaluator.of(is.of), node }));
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group.values();
    const value = (part: string) => group.get(part)?.value;
    if (!first) return [];
    return settingOf(
      file,
      first.node,
      value('SameSite'),
      value('SecurePolicy'),
      value('Domain'),
      textOf(value('Name')),
    );
  });
}

function settingOf(
  file: SourceFile,
  node: Node,
  sameSite: Value | undefined,
  secure: Value | undefined,
  domain: Value | undefined,
  name: string | undefined,
): CookieSetting[] {
  if (!(sameSite ?? secure ?? domain)) return [];
  return [
    {
      ...file.at(node),
      ...(name !== undefined && { name }),
      ...(sameSite && { sameSite }),
      ...(secure && { secure }),
      ...(domain && { domain }),
    },
  ];
}
