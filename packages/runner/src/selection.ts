import { UsageError, cleanText, didYouMean, type Project, type Workspace } from '@railgate/contract';
import { projectTargetId } from '@railgate/kit';

/** What the command line names. An empty or missing list selects all. */
export interface Selection {
  readonly gates?: readonly string[] | undefined;
  /** Names or paths; `.` and `root` stand for the root. */
  readonly projects?: readonly string[] | undefined;
}

/** @throws {UsageError} when a gate is named that is not there. */
export function selectGates<Gate extends { readonly id: string }>(
  gates: readonly Gate[],
  names: readonly string[] = [],
): readonly Gate[] {
  const ids = gates.map(({ id }) => id);
  for (const name of names) {
    if (!ids.includes(name)) throw unknown('gate', name, ids, 'Run `railgate gates` for the list.');
  }
  return names.length === 0 ? gates : gates.filter(({ id }) => names.includes(id));
}

/**
 * Paths of the selected projects. What the reports call a target goes first, then a path, then a name; a name that
 * several projects share selects all of them.
 *
 * @throws {UsageError} when a project is named that is not there.
 */
export function selectProjects(workspace: Workspace, names: readonly string[] = []): ReadonlySet<string> {
  if (names.length === 0) return new Set(workspace.projects.map(({ path }) => path));
  return new Set(names.flatMap((name) => projectsOf(workspace, name)));
}

function projectsOf({ projects }: Workspace, name: string): string[] {
  const path = name.replace(/^\.\/(?=.)/, '').replace(/(?<=.)\/$/, '');
  for (const matches of [byId(name), byPath(path), byName(name)]) {
    const found = projects.filter(matches).map((project) => project.path);
    if (found.length > 0) return found;
  }
  const known = projects.flatMap((project) => [project.name, project.path]);
  throw unknown('project', name, known, projectList(projects));
}

const byId = (id: string) => (project: Project) => projectTargetId(project.path) === id;
const byPath = (path: string) => (project: Project) => project.path === path;
const byName = (name: string) => (project: Project) => project.name === name;

const SHOWN = 12;

function projectList(projects: readonly Project[]): string {
  const paths = projects.slice(0, SHOWN).map(({ path }) => `"${cleanText(path)}"`);
  const more = projects.length > SHOWN ? `, and ${projects.length - SHOWN} more` : '';
  return `There are: ${paths.join(', ')}${more}.`;
}

function unknown(kind: string, name: string, known: readonly string[], remedy: string): UsageError {
  const hint = didYouMean(name, known, cleanText);
  return new UsageError(`There is no ${kind} ${cleanText(JSON.stringify(name))}.${hint}`, remedy);
}
