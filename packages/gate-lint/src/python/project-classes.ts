/** One declared class: base names without their modules, fields with their types as written. */
export interface DeclaredClass {
  readonly bases: readonly string[];
  readonly fields: ReadonlyMap<string, string>;
}

const MODEL_BASES = new Set([
  'BaseModel',
  'SQLModel',
  'Schema',
  'Struct',
  'TypedDict',
  'CamelModel',
  'GenericModel',
  'RootModel',
]);
const ENUM_BASES = new Set([
  'Enum',
  'IntEnum',
  'StrEnum',
  'Flag',
  'IntFlag',
  'TextChoices',
  'IntegerChoices',
  'Choices',
]);

/**
 * The classes of all Python files, by name: a handler's `item: ItemCreate` mostly stands in another file than the
 * model. Read by lines and not by syntax tree, since every file is looked at for it. Two classes of one name are
 * both believed.
 */
export class ProjectClasses {
  readonly #classes = new Map<string, DeclaredClass[]>();

  addFile(text: string): void {
    for (const [name, declared] of declaredClasses(text)) {
      const known = this.#classes.get(name);
      if (known === undefined) this.#classes.set(name, [declared]);
      else known.push(declared);
    }
  }

  isModel(name: string): boolean {
    return this.#descends(name, MODEL_BASES);
  }

  isEnum(name: string): boolean {
    return this.#descends(name, ENUM_BASES);
  }

  /** Fields of the class and of its bases; undefined for a class that is not known. */
  fields(name: string): ReadonlyMap<string, string> | undefined {
    if (!this.#classes.has(name)) return undefined;
    const fields = new Map<string, string>();
    for (const ancestor of this.#ancestors(name)) {
      for (const declared of this.#classes.get(ancestor) ?? []) {
        for (const [field, type] of declared.fields) if (!fields.has(field)) fields.set(field, type);
      }
    }
    return fields;
  }

  #descends(name: string, bases: ReadonlySet<string>): boolean {
    return this.#classes.has(name) && this.#ancestors(name).some((ancestor) => bases.has(ancestor));
  }

  #ancestors(name: string): string[] {
    const all = new Set([name]);
    for (const ancestor of all) {
      if (all.size > 200) break;
      for (const declared of this.#classes.get(ancestor) ?? [])
        for (const base of declared.bases) all.add(base);
    }
    return [...all];
  }
}

const CLASS =
  /^([ \t]{0,200})class[ \t]{1,40}(\w{1,200})[ \t]{0,40}(?:\(([^()]{0,400}(?:\([^()]{0,200}\)[^()]{0,200})?)\))?[ \t]{0,40}:/;
const FIELD = /^([ \t]+)(\w+)[ \t]*:[ \t]*([^=#]{1,300})/;

function* declaredClasses(text: string): Generator<[string, DeclaredClass]> {
  if (!text.includes('class ')) return;
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as string;
    const match = line.length > 2000 ? null : CLASS.exec(line);
    if (match === null) continue;
    const bases = (match[3] ?? '')
      .split(',')
      .map((base) => base.replace(/\[.*$/, '').trim().split('.').at(-1) ?? '');
    const fields = fieldsBelow(lines, index + 1, (match[1] ?? '').length);
    yield [match[2] as string, { bases: bases.filter((base) => base !== '' && !base.includes('=')), fields }];
  }
}

function fieldsBelow(lines: readonly string[], from: number, indent: number): Map<string, string> {
  const fields = new Map<string, string>();
  for (let index = from; index < lines.length && index < from + 300; index++) {
    const line = lines[index] as string;
    if (line.length > 2000 || line.trim() === '') continue;
    const own = line.length - line.trimStart().length;
    if (own <= indent) break;
    const match = FIELD.exec(line);
    if (match !== null && !fields.has(match[2] as string)) {
      const rest = line.slice((match[0] ?? '').length);
      fields.set(
        match[2] as string,
        `${(match[3] as string).trim()}${/\b(?:pattern|regex)\s*=/.test(rest) ? ' # pattern' : ''}`,
      );
    }
  }
  return fields;
}
