import type { Stage } from '@railgate/code';
import type { Place } from '@railgate/contract';

import type { ServiceModel } from '../services/model.js';
import { folderOf, joinPath } from '../services/railway-files.js';
import { shorten } from '../names/show.js';

/**
 * What Railpack starts when nothing says it, by language, in the order in which it looks
 * (https://railpack.com/languages/node and its neighbours).
 */
const CONVENTIONS: readonly (readonly [manifests: readonly string[], entries: readonly string[]])[] = [
  [['package.json'], ['index.js', 'index.ts', 'server.js', '.output/server/index.mjs']],
  [
    ['deno.json', 'deno.jsonc'],
    ['main.ts', 'main.js', 'main.mjs', 'main.mts'],
  ],
  [
    ['pyproject.toml', 'requirements.txt', 'Pipfile', 'setup.py', 'manage.py'],
    [
      'manage.py',
      'main.py',
      'app.py',
      'bot.py',
      'start.py',
      'hello.py',
      'server.py',
      'app/main.py',
      'src/main.py',
    ],
  ],
  [['go.mod'], ['main.go', 'cmd/main.go', 'cmd/server/main.go', 'cmd/api/main.go', 'cmd/app/main.go']],
  [['Cargo.toml'], ['src/main.rs']],
  [['Gemfile'], ['config/environment.rb', 'config.ru', 'app.rb', 'main.rb']],
  [
    ['composer.json', 'index.php'],
    ['artisan', 'public/index.php', 'index.php'],
  ],
  [['pom.xml'], ['pom.xml']],
  [['build.gradle'], ['build.gradle']],
  [['build.gradle.kts'], ['build.gradle.kts']],
  [['mix.exs'], ['mix.exs']],
  [['gleam.toml'], ['gleam.toml']],
  [
    ['index.html', 'public/index.html', 'Staticfile'],
    ['Staticfile', 'index.html', 'public/index.html'],
  ],
];

/** The file of the root that Railpack would start, or build what it starts of; undefined where it finds none. */
export function chosenStart(root: string, files: ReadonlySet<string>): string | undefined {
  const has = (name: string): string | undefined => {
    const path = joinPath(root, name);
    return path !== undefined && files.has(path) ? path : undefined;
  };
  for (const [manifests, entries] of CONVENTIONS) {
    if (!manifests.some((name) => has(name) !== undefined)) continue;
    const found = entries.map(has).find((path) => path !== undefined);
    if (found !== undefined) return found;
  }
  return [...files].find((path) => /\.(?:cs|fs|vb)proj$/.test(path) && folderOf(path) === root);
}

/** `deploy.startCommand` of railpack.json, where Railpack builds the service. */
export function railpackStart({
  railpack,
  builder,
}: ServiceModel): { readonly text: string; readonly place: Place } | undefined {
  const pointer = ['deploy', 'startCommand'];
  const text = builder === 'RAILPACK' ? railpack?.get(pointer) : undefined;
  return railpack && typeof text === 'string' && text.trim() !== ''
    ? { text, place: railpack.place(pointer, 'value') }
    : undefined;
}

/** What starts a service, in words; undefined where nobody can say. */
export function startText(model: ServiceModel, files: ReadonlySet<string>): string | undefined {
  const { start, dockerfile, service } = model;
  const command = start?.command ?? railpackStart(model)?.text;
  if (command !== undefined) return `starts ${shorten(command, 60)}`;
  if (dockerfile) return `starts what the image ${shorten(baseImage(dockerfile.final), 60)} starts`;
  const chosen = chosenStart(service.root, files);
  return chosen && `Railpack starts ${chosen}`;
}

/** Of the stage that a chain of `FROM` begins with. */
export function baseImage(final: Stage): string {
  let stage = final;
  while (stage.base) stage = stage.base;
  return stage.image;
}
