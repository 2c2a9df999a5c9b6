import type { Gap } from '@railgate/contract';

import type { ServiceModel } from '../services/model.js';
import { folderOf, joinPath } from '../services/railway-files.js';
import { FOLDER_OF_TOOLS } from '../services/service-code.js';
import type { ServiceMap } from '../services/service-map.js';
import { counted, listed, notApplicable, unknown, type Answer } from './answer.js';
import { startText } from './chosen-start.js';

/** What the steps of one service are answered from. */
export interface ServiceView {
  readonly model: ServiceModel;
  readonly services: ServiceMap;
  /** What of its own files could not be read, by what they are. */
  readonly gaps: Readonly<Record<FileRole, readonly Gap[]>>;
}

/** `setting`: says how it is built and started; `docker`: its Dockerfile; `code`: its source; `server`: of a web server. */
export type FileRole = 'setting' | 'docker' | 'code' | 'server';

export function viewOf(model: ServiceModel, services: ServiceMap, gaps: readonly Gap[]): ServiceView {
  const roles: Record<FileRole, Gap[]> = { setting: [], docker: [], code: [], server: [] };
  const role = roleFinder(model, services);
  for (const gap of gaps) {
    const found = gap.path === undefined ? undefined : role(gap.path);
    if (found) roles[found].push(gap);
  }
  return { model, services, gaps: roles };
}

function roleFinder(model: ServiceModel, { files }: ServiceMap): (path: string) => FileRole | undefined {
  const { service, sources, start, dockerfilePath } = model;
  const folders = [service.root, ...(start?.runs ?? []).map(({ folder }) => folder)];
  const settings = new Set([
    ...service.configFiles,
    service.railpack,
    service.procfile,
    ...folders.map((folder) => joinPath(folder, 'package.json')),
    ...model.iacServices.map(({ path }) => path),
  ]);
  const code = new Set(sources.read);
  const servers = new Set(model.code.map(({ path }) => path));
  return (path) => {
    if (path === dockerfilePath) return 'docker';
    if (settings.has(path) || path === service.root) return 'setting';
    if (code.has(path)) return 'code';
    // What a Dockerfile copies for a web server may stand anywhere; beside the service it is the service's.
    return servers.has(path) || (files.has(path) && folderOf(path) === service.root) ? 'server' : undefined;
  };
}

/** Why a step could not be checked: its files, as far as they could not be read. */
export function unreadable(gaps: readonly Gap[]): Answer | undefined {
  const [first] = gaps;
  if (!first) return undefined;
  const more = gaps.length > 1 ? `, and ${counted(gaps.length - 1, 'more gap')} like it` : '';
  const { path = '.', line = 1 } = first;
  return unknown(`${first.message.replace(/(?:; .*|\.)$/s, '')}${more}`, {
    path,
    region: { startLine: line },
  });
}

/**
 * Why the source says nothing about a step: it could not be read, nobody here reads its language, or there is none.
 * Undefined where it was read.
 */
export function unreadSource({ model, services, gaps }: ServiceView): Answer | undefined {
  const { read, unread } = model.sources;
  const byCount = [...unread].sort(([, a], [, b]) => b.length - a.length);
  const [largest] = byCount;
  const total = byCount.reduce((sum, [, paths]) => sum + paths.length, 0);
  if (largest && total > read.length) {
    const names = byCount.map(([language]) => language);
    return unknown(`${counted(total, 'source file')} in ${listed(names)}, which this gate does not read`, {
      path: largest[1][0] ?? '.',
      region: { startLine: 1 },
    });
  }
  const unparsed = unreadable(gaps.code);
  if (unparsed) return unparsed;
  if (read.length > 0) return undefined;
  const { service } = model;
  const leftOut = services.codeOf(service).leftOut.filter(({ reason }) => reason === FOLDER_OF_TOOLS);
  if (leftOut.length > 0) {
    return unknown(
      `${counted(leftOut.length, 'source file')} left out, since ${service.root} is called like a folder of tools or tests; declare it under \`services\` if it runs`,
    );
  }
  return notApplicable('it has no source file here');
}

/** Why nothing can be told at all: its own settings cannot be read, or its folder holds nothing to build or start. */
export function blindness({ model, services, gaps }: ServiceView): Answer | undefined {
  const unread = unreadable([...gaps.setting, ...gaps.docker]);
  if (unread) return unread;
  const { sources, dockerfilePath, service } = model;
  if (sources.read.length + sources.unread.size > 0 || dockerfilePath !== undefined) return undefined;
  if (startText(model, services.files) !== undefined) return undefined;
  const folder = service.root === '.' ? 'the repository root' : service.root;
  return unknown(
    `${folder} holds nothing to build or start; \`services\` of the configuration can say where it is`,
  );
}

/** `24 source files`. */
export function sourceCount({ model }: ServiceView): string {
  return counted(model.sources.read.length, 'source file');
}
