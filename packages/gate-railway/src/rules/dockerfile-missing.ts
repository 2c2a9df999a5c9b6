import type { ConfigDocument, Pointer } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import { baseName, joinPath } from '../services/railway-files.js';
import type { RailwayService, ServiceMap } from '../services/service-map.js';
import { settingsOf } from '../services/settings.js';
import type { Report, RailwayRule } from '../rule.js';

export const dockerfileMissing: RailwayRule = {
  id: 'railway/dockerfile-missing',
  name: 'DockerfileMissing',
  summary: 'The Dockerfile that the configuration names is not in the repository.',
  description:
    'Reports a `build.dockerfilePath` that exists neither below the folder of the configuration nor below the repository root, and a builder DOCKERFILE where no Dockerfile is found. Root Directory is not in the repository: where the path would be right under some other folder, that is said as info. Declare the service under `services` to have the exact folder checked.',
  why: 'The build fails: Railway finds no Dockerfile.',
  remediation:
    'Correct the path, which is relative to Root Directory of the service, or Root Directory itself.',
  example: {
    language: 'toml',
    before: '# there is only apps/api/Dockerfile\n[build]\ndockerfilePath = "docker/Dockerfile"',
    after: '[build]\ndockerfilePath = "apps/api/Dockerfile"',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CFG-006'],
  references: ['https://github.com/railwayapp/docs/pull/1157', 'https://docs.railway.com/builds/dockerfiles'],
  since: '0.1.0',
  checks: {
    *config({ document, service: { service, iacServices } }, { services }) {
      const paths = settingsOf(document, 'build', 'dockerfilePath').filter(
        (one) => typeof one.value === 'string',
      );
      for (const { pointer, value } of paths) {
        yield* missing(document, pointer, String(value), service, services);
      }
      if (paths.length > 0 || iacServices.some((one) => one.service.dockerfilePath !== undefined)) return;
      for (const { pointer, value } of settingsOf(document, 'build', 'builder')) {
        if (typeof value !== 'string' || value.toUpperCase() !== 'DOCKERFILE') continue;
        yield* missing(document, pointer, 'Dockerfile', service, services);
      }
    },
  },
};

function* missing(
  document: ConfigDocument,
  pointer: Pointer,
  written: string,
  service: RailwayService,
  map: ServiceMap,
): Iterable<Report> {
  const bases = service.declared ? [service.root] : [service.root, '.'];
  const tried = bases.map((base) => joinPath(base, written));
  if (written.trim() === '' || tried.some((path) => path !== undefined && map.files.has(path))) return;
  const name = cleanText(written);
  const elsewhere = service.declared ? undefined : under(map, written);
  if (elsewhere === undefined) {
    const folders = [...new Set(bases)].map((base) =>
      base === '.' ? 'the repository root' : cleanText(base),
    );
    const message = `${name} is not in the repository, neither as a file nor elsewhere: looked below ${folders.join(' and ')}. Correct the path or add the file.`;
    yield { message, at: document.place(pointer, 'value') };
    return;
  }
  yield {
    message: `${name} is not below ${cleanText(service.root)}. It is found when Root Directory of the service is the folder above ${cleanText(elsewhere)}; declare the service under \`services\` to have that checked.`,
    severity: 'info',
    at: document.place(pointer, 'value'),
  };
}

function under(map: ServiceMap, written: string): string | undefined {
  const suffix = joinPath('.', written);
  if (suffix === undefined || suffix === '.') return undefined;
  return map.named(baseName(suffix)).find((file) => file.endsWith(`/${suffix}`));
}
