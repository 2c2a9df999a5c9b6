import type { Definition, DockerfileDocument, Instruction, Stage } from '@railgate/code';

/** A stage with what it is built on. */
export interface StageChain {
  readonly document: DockerfileDocument;
  readonly stage: Stage;
  /** Instructions of the stages it starts from, the earliest first, then its own. */
  readonly instructions: readonly Instruction[];
  /** The `FROM` that names an image of elsewhere. */
  readonly root: Stage;
  /** That image, arguments put in; undefined for `scratch`. */
  readonly base: string | undefined;
  /** An argument without a default stands in `base`. */
  readonly open: boolean;
}

type Arguments = Readonly<Record<string, string>>;

/** Every stage of a Dockerfile, the final one first: `--target` builds any of them. */
export function* stageChains(document: DockerfileDocument, given: Arguments): Generator<StageChain> {
  const values = globalValues(document.globalArgs, given);
  const bases = basesOf(document, values);
  for (const stage of [...document.stages].reverse()) {
    const stages = [stage];
    for (let base = bases.get(stage); base; base = bases.get(base)) stages.unshift(base);
    const root = stages[0] ?? stage;
    const image = expand(imageText(root), values);
    yield {
      document, stage, root,
      // Only what is compared is ever put together: a thousand stages may each stand on all that come before.
      get instructions() {
        return stages.flatMap((one) => one.instructions);
      },
      base: image.text.toLowerCase() === 'scratch' ? undefined : image.text,
      open: image.open,
    }; // prettier-ignore
  }
}

/** The stage that `--from` or `FROM` names, of those in front of another: by name, or by number. */
export function stageNamed(document: DockerfileDocument, name: string, before: number): Stage | undefined {
  const earlier = document.stages.slice(0, before);
  const wanted = name.toLowerCase();
  const named = earlier.findLast((stage) => stage.name?.toLowerCase() === wanted);
  return named ?? (/^\d{1,4}$/.test(name) ? earlier[Number(name)] : undefined);
}

function basesOf(
  document: DockerfileDocument,
  values: ReadonlyMap<string, string>,
): ReadonlyMap<Stage, Stage> {
  const bases = new Map<Stage, Stage>();
  const named = new Map<string, Stage>();
  for (const stage of document.stages) {
    const base = named.get(expand(imageText(stage), values).text.toLowerCase());
    if (base) bases.set(stage, base);
    if (stage.name !== undefined) named.set(stage.name.toLowerCase(), stage);
  }
  return bases;
}

/** As the file has it; the reader's own `image` has the defaults put in, and a build may have got others. */
function imageText(stage: Stage): string {
  return stage.from.words[0]?.text ?? stage.image;
}

/** Characters: `ARG B=$A$A` doubles with each line. */
const VALUE_LIMIT = 1000;

function globalValues(definitions: readonly Definition[], given: Arguments): Map<string, string> {
  const values = new Map<string, string>();
  for (const { name, value } of definitions) {
    const text = Object.hasOwn(given, name) ? given[name] : value && expand(value, values).text;
    if (text !== undefined) values.set(name, text);
  }
  return values;
}

const VARIABLE = /\$(?:\{([A-Za-z_]\w*)(?::?-([^{}$]*))?\}|([A-Za-z_]\w*))/g;

function expand(text: string, values: ReadonlyMap<string, string>): { text: string; open: boolean } {
  let open = false;
  const expanded = text
    .slice(0, VALUE_LIMIT)
    .replace(VARIABLE, (whole, braced?: string, fallback?: string, bare?: string) => {
      const value = values.get(braced ?? bare ?? '') ?? fallback;
      if (value === undefined) open = true;
      return value ?? whole;
    });
  return { text: unquoted(expanded).slice(0, VALUE_LIMIT), open };
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2');
}
