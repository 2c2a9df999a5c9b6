import { childText, readXml, type XmlElement } from '../data/xml.js';
import { ReadError } from '../data/read-error.js';
import type { Repository } from '../format.js';
import { folderOf, fileIn, inside } from '../paths.js';

/** What a pom.xml says, with what it inherits from parents in the same repository. */
export interface MavenModel {
  readonly name?: string;
  readonly dependencies: readonly MavenDependency[];
}

export interface MavenDependency {
  /** `group:artifact` */
  readonly name: string;
  /** As far as it can be told: literal, with properties filled in. */
  readonly version?: string;
  readonly scope: string;
  readonly isOptional: boolean;
  readonly line: number;
}

/** @throws {ReadError} */
export function readMavenModel(path: string, text: string, repository: Repository): MavenModel {
  const project = projectOf(text);
  const context = new Context();
  const name = context.take(project);
  takeParents(path, project, repository, context);
  const dependencies = dependencyElements(project).map((element) => context.dependency(element));
  return { dependencies, ...(name !== undefined && { name }) };
}

function projectOf(text: string): XmlElement {
  const root = readXml(text);
  if (root.name !== 'project')
    throw new ReadError('is not a pom.xml: its root element is no <project>.', root.line);
  return root;
}

/** Parents that other repositories hold are not looked for: what they manage is not known. */
function takeParents(path: string, project: XmlElement, repository: Repository, context: Context): void {
  let here = path;
  let child = project;
  for (let level = 0; level < PARENT_LIMIT; level++) {
    const parent = childOf(child, 'parent');
    const written = parent && (childText(parent, 'relativePath') ?? '../pom.xml');
    if (!parent || written === undefined || written === '') return;
    const target = inside(folderOf(here), written);
    const file =
      target?.endsWith('.xml') === true
        ? target
        : target === undefined
          ? undefined
          : fileIn(target, 'pom.xml');
    const source = file !== undefined && repository.has(file) ? repository.read(file) : undefined;
    if (file === undefined || !source || 'gap' in source) return;
    const read = tryProject(source.text);
    if (!read || childText(read, 'artifactId') !== childText(parent, 'artifactId')) return;
    context.take(read);
    here = file;
    child = read;
  }
}

const PARENT_LIMIT = 10;

/** That it does not parse is said of the parent itself. */
function tryProject(text: string): XmlElement | undefined {
  try {
    return projectOf(text);
  } catch {
    return undefined;
  }
}

function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

function dependencyElements(project: XmlElement): readonly XmlElement[] {
  const profiles = childOf(project, 'profiles')?.children ?? [];
  return [project, ...profiles].flatMap((owner) => childOf(owner, 'dependencies')?.children ?? []);
}

/** Properties and managed versions. What is nearer to the project is taken first and wins. */
class Context {
  readonly #properties = new Map<string, string>();
  readonly #managed = new Map<string, XmlElement>();

  /** @returns `group:artifact` of the project */
  take(project: XmlElement): string | undefined {
    const parent = childOf(project, 'parent');
    for (const key of ['groupId', 'artifactId', 'version']) {
      const value = childText(project, key) ?? (parent && childText(parent, key));
      if (value !== undefined) for (const prefix of ['project.', 'pom.', '']) this.#add(prefix + key, value);
      const inherited = parent && childText(parent, key);
      if (inherited !== undefined) this.#add(`project.parent.${key}`, inherited);
    }
    for (const { name, text } of childOf(project, 'properties')?.children ?? []) this.#add(name, text);
    for (const element of childOf(childOf(project, 'dependencyManagement'), 'dependencies')?.children ?? []) {
      const name = this.#nameOf(element);
      if (!this.#managed.has(name)) this.#managed.set(name, element);
    }
    const artifact = this.#properties.get('project.artifactId');
    return artifact === undefined
      ? undefined
      : `${this.#properties.get('project.groupId') ?? ''}:${artifact}`;
  }

  #add(name: string, value: string): void {
    if (!this.#properties.has(name)) this.#properties.set(name, value);
  }

  dependency(element: XmlElement): MavenDependency {
    const name = this.#nameOf(element);
    const managed = this.#managed.get(name);
    const read = (key: string): string | undefined =>
      this.#filled(childText(element, key) ?? (managed && childText(managed, key)));
    const version = read('version');
    return {
      name,
      scope: read('scope') ?? 'compile',
      isOptional: read('optional') === 'true',
      line: element.line,
      // A range, or a property that nobody here sets, names no version.
      ...(version !== undefined && /^[^$[\](),{}]+$/.test(version) && { version }),
    };
  }

  #nameOf(element: XmlElement): string {
    const [group, artifact] = ['groupId', 'artifactId'].map(
      (key) => this.#filled(childText(element, key)) ?? '',
    );
    return `${group ?? ''}:${artifact ?? ''}`;
  }

  /** Properties may hold properties. What grows or never ends is left as it is. */
  #filled(text: string | undefined): string | undefined {
    let filled = text;
    for (let round = 0; round < 10 && filled?.includes('${') === true && filled.length < 1000; round++) {
      filled = filled.replace(
        /\$\{([^${}]{1,200})\}/g,
        (whole, name: string) => this.#properties.get(name) ?? whole,
      );
    }
    return filled;
  }
}
