import { referencesIn, type Definition, type DockerfileDocument, type Instruction } from '@railgate/code';
import { parseDockerfile } from '@railgate/code/reader';
import type { Place } from '@railgate/contract';

import type { Declaration, FileSays, Use } from '../model.js';
import { assignedIn, printedIn } from './shell.js';

/**
 * `ENV` and `ARG` with a value declare a variable, `ARG` without one takes it, and so does `$X` in what runs. Secrets in
 * the image are the question of the Railway gate.
 */
export function fromDockerfile(path: string, text: string): FileSays {
  const parsed = parseDockerfile(path, text);
  if (parsed.kind !== 'document') return 'gap' in parsed ? { gaps: [parsed.gap] } : {};
  const { document } = parsed;
  const definitions = [...document.globalArgs, ...instructionsOf(document).flatMap((one) => one.definitions)];
  const at = ({ region }: { readonly region: Place['region'] }): Place => ({ path, region });
  const known = new Set(definitions.map(({ name }) => name));
  const running = instructionsOf(document).filter(({ keyword }) => /^(?:RUN|CMD|ENTRYPOINT)$/.test(keyword));
  return {
    declarations: definitions.flatMap((one): Declaration[] =>
      one.value === undefined ? [] : [{ name: one.name, place: at(one), source: 'dockerfile' }],
    ),
    uses: [
      ...definitions.flatMap((one) => argument(one, at(one))),
      ...running.flatMap((one) => run(one, at(one), known)),
    ],
    printed: running.filter(({ raw }) => printedIn(raw)).map(at),
  };
}

function instructionsOf({ stages }: DockerfileDocument): Instruction[] {
  return stages.flatMap(({ instructions }) => instructions);
}

function argument({ keyword, name, value }: Definition, place: Place): Use[] {
  if (keyword !== 'ARG' || value !== undefined) return [];
  return [{ name, place, source: 'dockerfile', guard: 'always', inBrowser: false }];
}

/** The variables of a command's own shell are set in it. */
function run({ raw }: Instruction, place: Place, known: ReadonlySet<string>): Use[] {
  const own = assignedIn(raw);
  return referencesIn(raw.slice(0, 20_000)).flatMap(({ name, fallback }): Use[] => {
    if (!/^[A-Z][A-Z\d_]{2,100}$/.test(name) || own.has(name) || known.has(name)) return [];
    const value = { kind: 'literal', value: fallback ?? '', place } as const;
    return [
      {
        name,
        place,
        source: 'dockerfile',
        guard: 'always',
        inBrowser: false,
        ...(fallback !== undefined && { fallback: value }),
      },
    ];
  });
}
