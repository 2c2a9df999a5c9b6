import type { Call, SourceFile } from '../common/source-file.js';
import type { Route } from '../facts.js';
import { textOf } from '../possible.js';
import { ancestors, field, parts, type Node } from '../syntax.js';
import { plainText } from './syntax.js';

const VERBS = /^(?:get|post|put|patch|delete|options|head|any|map|match|redirect|resource|apiResource|view)$/;
/** What routes are declared on: `Route::get`, `$router->get`, `$app->get`. */
const ROUTERS = /^(?:Route|\$router|\$app|\$group|\$r|\$routes|\$this\.router|\$this\.app)$/;

/** Routes of Laravel, Slim, Lumen and CodeIgniter, and Symfony's attributes. */
export function routesOf(file: SourceFile): Route[] {
  return [...called(file), ...attributes(file)];
}

function called(file: SourceFile): Route[] {
  return file.calls.flatMap((call): Route[] => {
    if (!VERBS.test(call.method) || call.given.length < 2 || !ROUTERS.test(routerOf(call))) return [];
    const own = textOf(file.argument(call, /^(?:map|match)$/.test(call.method) ? 1 : 0));
    const before = prefixes(call, file);
    const path = own === undefined || before === undefined ? undefined : joined([...before, own]);
    return [
      {
        ...file.at(call.node),
        method: /^(?:get|post|put|patch|delete|options|head)$/.test(call.method)
          ? call.method.toUpperCase()
          : 'ANY',
        ...(path !== undefined && { path }),
        redirects: call.method === 'redirect',
        with: [],
      },
    ];
  });
}

/** The first name of a chain: `Route` of `Route::middleware('x')->get(…)`. */
function routerOf({ tree }: Call): string {
  let here = tree.on;
  for (let steps = 0; here && steps < 10; steps++) {
    const next = field(here, 'object') ?? field(here, 'scope');
    if (!next || here.type === 'member_access_expression') break;
    here = next;
  }
  return here?.type === 'member_access_expression'
    ? here.text.slice(0, 40).replace('->', '.')
    : (here?.text.slice(0, 40) ?? '');
}

/** `Route::prefix('v1')->group(fn () => …)`, `$app->group('/v1', …)`; nothing where one is computed. */
function prefixes({ node }: Call, file: SourceFile): string[] | undefined {
  const found = /(?:^|\/)routes\/api\.php$/.test(file.syntax.path) ? ['api'] : [];
  const groups = [...ancestors(node)]
    .flatMap((above) => file.callAt(above) ?? [])
    .filter(({ method }) => method === 'group');
  for (const group of groups.reverse()) {
    const prefix = chain(group, file).find(({ method }) => method === 'prefix') ?? group;
    if (prefix === group && group.given.length < 2) continue;
    const first = file.argument(prefix, 0);
    const text = first?.kind === 'object' ? textOf(first.entries.get('prefix')) : textOf(first);
    if (text === undefined && first?.kind !== 'object') return undefined;
    found.push(text ?? '');
  }
  return found;
}

function chain(call: Call, file: SourceFile): Call[] {
  const found = [call];
  for (let here = call.tree.on; here && found.length < 10;) {
    const next = file.callAt(here);
    if (!next) break;
    found.push(next);
    here = next.tree.on;
  }
  return found;
}

/** `#[Route('/x', methods: ['GET'])]`. */
function attributes(file: SourceFile): Route[] {
  return file.nodes(['attribute']).flatMap((node): Route[] => {
    if (!/(?:^|\\)Route$/.test(parts(node)[0]?.text ?? '')) return [];
    const given = parts(field(node, 'parameters'));
    const path = plainText(
      parts(given.find((one) => !field(one, 'name') || field(one, 'name')?.text === 'path')).at(-1),
    );
    const isClass = node.parent?.parent?.parent?.type === 'class_declaration';
    return path === undefined || isClass
      ? []
      : [
          {
            ...file.at(node),
            method: 'ANY',
            path: joined([...classPrefix(node), path]),
            redirects: false,
            with: [],
          },
        ];
  });
}

/** The attribute of the class around a method. */
function classPrefix(node: Node): string[] {
  for (const above of ancestors(node)) {
    if (above.type !== 'class_declaration') continue;
    const attribute = parts(parts(field(above, 'attributes'))[0])[0];
    const text =
      attribute && /(?:^|\\)Route$/.test(parts(attribute)[0]?.text ?? '')
        ? plainText(parts(parts(field(attribute, 'parameters'))[0]).at(-1))
        : undefined;
    return text === undefined ? [] : [text];
  }
  return [];
}

function joined(paths: readonly string[]): string {
  return `/${paths
    .flatMap((path) => path.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;
}
