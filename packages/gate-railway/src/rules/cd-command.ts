import { cleanText } from '@railgate/contract';

import type { ConfigSubject } from '../services/model.js';
import { folderOf, joinPath } from '../services/railway-files.js';
import type { ServiceMap } from '../services/service-map.js';
import { settingsOf, type Section } from '../services/settings.js';
import type { Report, RailwayRule } from '../rule.js';

const COMMANDS: readonly (readonly [Section, string])[] = [
  ['build', 'buildCommand'],
  ['deploy', 'startCommand'],
  ['deploy', 'preDeployCommand'],
];

export const cdCommand: RailwayRule = {
  id: 'railway/cd-command',
  name: 'CdCommand',
  summary: 'A command goes into a folder that is not below the root of its service.',
  description:
    'Reports a command that begins with `cd <folder>` where the folder is the one that the configuration itself lies in, or is nowhere below the service root. A configuration at the repository root that goes into a folder of it is right. Silent where a Dockerfile builds, since the image has folders of its own, and for folders that a build makes (`dist`, `build`, `.next`).',
  why: 'Once Root Directory is set to the folder, as it is for most services of a monorepo, the command looks for a folder inside of it and fails. Without Root Directory Railway does not find the configuration there by itself.',
  remediation: 'Set Root Directory of the service to the folder, and drop the `cd`.',
  example: {
    language: 'json',
    before: '{ "deploy": { "startCommand": "cd backend && npm start" } }',
    after: '{ "deploy": { "startCommand": "npm start" } }',
  },
  severity: 'info',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CFG-034'],
  references: ['https://docs.railway.com/deployments/monorepo'],
  since: '0.1.0',
  checks: {
    *config(subject, { services }) {
      if (subject.service.builder === 'DOCKERFILE') return;
      for (const [section, key] of COMMANDS) {
        for (const { pointer, value } of settingsOf(subject.document, section, key)) {
          const report = typeof value === 'string' ? check(subject, value, services) : undefined;
          if (report !== undefined) yield { message: report, at: subject.document.place(pointer, 'value') };
        }
      }
    },
  },
};

function check(
  { document, service }: ConfigSubject,
  command: string,
  map: ServiceMap,
): Report['message'] | undefined {
  const written = /^\s*cd\s+([\w./@-]{1,200}?)\/?\s*(?:&&|;)/.exec(command)?.[1];
  if (written === undefined || written.startsWith('/') || BUILT.test(written)) return undefined;
  const { root, declared } = service.service;
  const folder = joinPath(root, written);
  if (folder !== undefined && hasFolder(map, folder)) return undefined;
  const home = folderOf(document.path);
  const name = cleanText(written);
  if (home !== '.' && (home === joinPath('.', written) || home.endsWith(`/${joinPath('.', written)}`))) {
    return `This configuration lies in ${cleanText(home)}, and the command goes into ${name} once more. Set Root Directory to ${cleanText(home)} and drop the cd.`;
  }
  const fromTop = joinPath('.', written);
  if (!declared && fromTop !== undefined && hasFolder(map, fromTop)) return undefined;
  return `There is no folder ${name} below ${root === '.' ? 'the repository root' : cleanText(root)}. Correct the folder, or Root Directory.`;
}

const BUILT = /(?:^|\/)(?:dist|build|out|\.next|\.output|target|bin|publish)(?:\/|$)/;

const folders = new WeakMap<ServiceMap, ReadonlySet<string>>();

function hasFolder(map: ServiceMap, folder: string): boolean {
  const known = folders.get(map) ?? foldersOf(map.files);
  folders.set(map, known);
  return known.has(folder);
}

/** Every folder that holds a file, at any depth. */
function foldersOf(files: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set(['.']);
  for (const path of files) {
    for (let folder = folderOf(path); !found.has(folder); folder = folderOf(folder)) found.add(folder);
  }
  return found;
}
