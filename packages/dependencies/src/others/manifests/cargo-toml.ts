import { nodeAt, tableOf, textAt, textOf, type DataNode, type DataTable } from '../../data/node.js';
import { readToml } from '../../data/toml.js';
import type { Requirement, RequirementKind } from '../../lockfile.js';

/**
 * What Cargo.toml asks for from a registry or a repository; members of the workspace and folders are its own.
 *
 * @throws {ReadError}
 */
export function readCargoToml(text: string): Requirement[] {
  const root = readToml(text);
  return [...ofMember(root), ...fromTable(nodeAt(root, 'workspace', 'dependencies'), 'prod')];
}

/**
 * Without what a workspace offers its members: cargo locks only what one of them takes.
 *
 * @throws {ReadError}
 */
export function readCargoMember(text: string): Requirement[] {
  return ofMember(readToml(text));
}

function ofMember(root: DataTable): Requirement[] {
  const targets = [...tableOf(root.get('target')).values()].map(tableOf);
  return [root, ...targets].flatMap(fromTables);
}

function fromTables(table: DataTable): Requirement[] {
  return [
    ...fromTable(table.get('dependencies'), 'prod'),
    ...fromTable(table.get('build-dependencies'), 'prod'),
    ...fromTable(table.get('dev-dependencies'), 'dev'),
  ];
}

function fromTable(node: DataNode | undefined, kind: RequirementKind): Requirement[] {
  return [...tableOf(node)].flatMap(([name, wanted]): Requirement[] => {
    const table = tableOf(wanted);
    if (table.has('path') || table.get('workspace')?.value === true) return [];
    const range = textOf(wanted) ?? textAt(table, 'version') ?? '';
    return [{ name: textAt(table, 'package') ?? name, kind, range, line: wanted.line }];
  });
}
