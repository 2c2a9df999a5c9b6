import { cleanText } from '@railgate/contract';

import { isBuiltOnRailway } from '../services/known.js';
import type { RailwayRule } from '../rule.js';

export const cacheMountId: RailwayRule = {
  id: 'railway/cache-mount-id',
  name: 'CacheMountId',
  summary: 'A cache mount of a Dockerfile has no id of the form that Railway demands.',
  description:
    'Reports `RUN --mount=type=cache` without an id, with an id that holds a variable, and with one that does not start with `s/<service id>-`. Whether the service id is the right one is not in the repository. Where nothing but the Dockerfile says that the folder is a service on Railway, it is low.',
  why: 'Railway refuses to build the file: "Cache mounts MUST be in the format --mount=type=cache,id=<cache-id>". Variables are not replaced in an id.',
  remediation:
    'Write `id=s/<service id>-<target>` into the mount, with the id that the URL of the service shows in the dashboard; or take the mount out.',
  example: {
    language: 'dockerfile',
    before: 'FROM node:22-slim\nCOPY . .\nRUN --mount=type=cache,target=/root/.npm npm ci',
    after:
      'FROM node:22-slim\nCOPY . .\nRUN --mount=type=cache,id=s/7f3f0a1c-2f4e-4c0b-9d53-6f1f5f2b8a10-/root/.npm,target=/root/.npm npm ci',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-DOCK-013'],
  references: ['https://docs.railway.com/builds/dockerfiles#cache-mounts'],
  since: '0.1.0',
  checks: {
    *dockerfile(subject) {
      const { document } = subject;
      const known = isBuiltOnRailway(subject);
      for (const instruction of document.stages.flatMap((stage) => stage.instructions)) {
        for (const flag of instruction.keyword === 'RUN' ? instruction.flags : []) {
          const mount = cacheMount(flag);
          const wrong = mount && problemOf(mount.id);
          if (!mount || wrong === undefined) continue;
          yield {
            message: `The cache mount for ${cleanText(mount.target).slice(0, 80)} ${wrong}, and Railway refuses to build that. Write id=s/<service id>-${cleanText(mount.target).slice(0, 80)}.`,
            ...(!known && { severity: 'low' as const }),
            at: { path: document.path, region: instruction.region },
          };
        }
      }
    },
  },
};

/** Of `mount=type=cache,target=/x,id=y`; undefined for other flags and other kinds of mounts. */
function cacheMount(flag: string): { readonly id: string | undefined; readonly target: string } | undefined {
  if (!flag.startsWith('mount=')) return undefined;
  const options = new Map<string, string>();
  for (const quoted of flag.slice('mount='.length).split(',')) {
    const part = unquoted(quoted);
    const at = part.indexOf('=');
    if (at > 0) options.set(part.slice(0, at).trim().toLowerCase(), part.slice(at + 1));
  }
  if (options.get('type') !== 'cache') return undefined;
  const target = options.get('target') ?? options.get('dst') ?? options.get('destination') ?? '<target>';
  return { id: options.get('id'), target };
}

function unquoted(text: string): string {
  return text.replace(/^["']/, '').replace(/["']$/, '');
}

function problemOf(id: string | undefined): string | undefined {
  if (id === undefined || id === '') return 'has no id';
  if (id.includes('$')) return 'has a variable in its id';
  return /^s\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-./i.test(id)
    ? undefined
    : 'has an id without s/<service id>- in front';
}
