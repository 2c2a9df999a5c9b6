import * as fc from 'fast-check';

import { made, set, type Entry } from './traced.js';

export const BUILDERS = ['classic', 'buildkit', 'buildkit-2020', 'buildah', 'kaniko'] as const;
export type Builder = (typeof BUILDERS)[number];

/** An instruction as a Dockerfile has it, and the entry that each builder writes of it; none for what it leaves out. */
export interface Modelled {
  readonly source: string;
  entry(builder: Builder, args: readonly string[]): Entry | undefined;
  /** `NAME=value`, for an `ARG`: builders put it in front of later commands. */
  readonly arg?: string;
}

const HASH = 'f26712d186bfac8aef78d55fc8197bba3b8a4aa2645774edb8157100f3cf47e5';
const COMMENT = 'buildkit.dockerfile.v0';

function isBuildKit(builder: Builder): boolean {
  return builder.startsWith('buildkit');
}

/** An instruction that makes no layer: `written` as Docker's two builders have it, `source` as Buildah does. */
function setting(keyword: string, source: string, written: string, buildkit = written): Modelled {
  return {
    source: `${keyword} ${source}`,
    entry(builder) {
      if (isBuildKit(builder)) return set(`${keyword} ${buildkit}`, COMMENT);
      if (builder === 'classic') return set(`/bin/sh -c #(nop)  ${keyword} ${written}`);
      return builder === 'buildah'
        ? set(`/bin/sh -c #(nop) ${keyword} ${source.replaceAll('\\\n', '')}`, 'FROM 0123456789ab')
        : undefined;
    },
  };
}

function run(lines: readonly string[], comment: string): Modelled {
  const source = lines.join(` \\\n${comment === '' ? '' : `  # ${comment}\n`}    && `);
  const command = lines.join('     && ');
  return {
    source: `RUN ${source}`,
    entry(builder, args) {
      const head = args.length === 0 ? '' : `|${args.length} ${args.join(' ')} `;
      if (isBuildKit(builder)) return made(`RUN ${head}/bin/sh -c ${command} # buildkit`, COMMENT);
      if (builder === 'kaniko') return made(`RUN ${command}`);
      return made(`${head}/bin/sh -c ${command}`, builder === 'buildah' ? 'FROM 0123456789ab' : undefined);
    },
  };
}

function copy(from: string, sources: readonly string[], destination: string): Modelled {
  const text = [...sources, destination].join(' ');
  const kind = sources.length > 1 ? 'multi' : 'dir';
  return {
    source: `COPY ${from}${text}`,
    entry(builder) {
      if (isBuildKit(builder)) return made(`COPY ${text} # buildkit`, COMMENT);
      if (builder === 'kaniko') return made(`COPY ${from}${text}`);
      const comment = builder === 'buildah' ? 'FROM 0123456789ab' : undefined;
      return made(`/bin/sh -c #(nop) COPY ${kind}:${HASH} in ${destination} `, comment);
    },
  };
}

function argument(name: string, value: string): Modelled {
  return { ...setting('ARG', `${name}=${value}`, `${name}=${value}`), arg: `${name}=${value}` };
}

function folder(path: string): Modelled {
  return {
    source: `WORKDIR ${path}`,
    entry(builder) {
      if (isBuildKit(builder)) return made(`WORKDIR ${path}`, COMMENT);
      if (builder === 'kaniko') return made(`WORKDIR ${path}`);
      return builder === 'classic'
        ? made(`/bin/sh -c #(nop) WORKDIR ${path}`)
        : set(`/bin/sh -c #(nop) WORKDIR ${path}`, 'FROM 0123456789ab');
    },
  };
}

function words(one: fc.Arbitrary<string>, maxLength = 3): fc.Arbitrary<string[]> {
  return fc.array(one, { minLength: 1, maxLength });
}

/** Instructions of a stage. With few words the same ones come again and again, in one Dockerfile and in several. */
export function instructions(vocabulary: readonly string[]): fc.Arbitrary<Modelled[]> {
  const word = fc.constantFrom(...vocabulary);
  const quoted = (list: readonly string[]) => `[${list.map((one) => JSON.stringify(one)).join(' ')}]`;
  const name = word.map((one) => one.replaceAll('-', '_'));
  const port = fc.integer({ min: 1, max: 9 });
  return fc.array(
    fc.oneof(
      fc.tuple(words(word.map((one) => `apk add "${one}" > /tmp/$OUT`)), fc.constantFrom('', 'said why')).map(([lines, comment]) => run(lines, comment)),
      fc.tuple(fc.constantFrom('', '--from=build ', '--chown=1:1 '), words(word), word).map(([from, sources, to]) => copy(from, sources, `/srv/${to}/`)),
      fc.tuple(name, word).map(([name, value]) => setting('ENV', `V_${name}="${value} x" \\\n  OTHER=$V_${name}`, `V_${name}=${value} x OTHER=value of it`)),
      fc.tuple(name, word).map(([name, value]) => argument(`A_${name}`, value)),
      word.map((one) => folder(`/srv/${one}`)),
      word.map((one) => setting('USER', one, one)),
      word.map((one) => setting('LABEL', `title="${one}"`, `title=${one}`)),
      port.map((one) => setting('EXPOSE', `${one}000`, `${one}000`, `[${one}000/tcp]`)),
      words(word).map((list) => setting('CMD', JSON.stringify(list), quoted(list))),
      word.map((one) => setting('ENTRYPOINT', `exec ${one}`, quoted(['/bin/sh', '-c', `exec ${one}`]))),
      word.map((one) => setting('HEALTHCHECK', `--interval=5s CMD ${one}`, `&{["CMD-SHELL" "${one}"] "5s" "0s" "0s" '\\x00'}`, `{Test:[CMD-SHELL ${one}] Interval:5s Timeout:0s StartPeriod:0s StartInterval:0s Retries:0}`)),
    ),
    { minLength: 3, maxLength: 14 },
  ); // prettier-ignore
}

/** The entries of a build, and the lines of the instructions that made them, in order. */
export function built(
  builder: Builder,
  stage: readonly Modelled[],
  firstLine: number,
): { entries: Entry[]; lines: number[] } {
  const entries: Entry[] = [];
  const lines: number[] = [];
  const args = new Map<string, string>();
  let line = firstLine;
  for (const instruction of stage) {
    const entry = instruction.entry(builder, [...args.values()]);
    if (instruction.arg !== undefined) args.set(instruction.arg.split('=', 1)[0] ?? '', instruction.arg);
    if (entry) {
      entries.push(entry);
      lines.push(line);
    }
    line += instruction.source.split('\n').length;
  }
  return { entries, lines };
}

export function sourceOf(stage: readonly Modelled[]): string {
  return stage.map(({ source }) => `${source}\n`).join('');
}
