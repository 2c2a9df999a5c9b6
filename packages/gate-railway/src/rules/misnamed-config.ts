import { cleanText } from '@railgate/contract';

import { baseName, folderOf } from '../services/railway-files.js';
import type { ServiceMap } from '../services/service-map.js';
import type { Report, RailwayRule } from '../rule.js';

export const misnamedConfig: RailwayRule = {
  id: 'railway/misnamed-config',
  name: 'MisnamedConfig',
  summary: 'A configuration file or Dockerfile has a name that Railway does not look for.',
  description:
    'Reports `Railway.toml`, `railway.yml`, `RAILWAY.JSON` and the like, and `dockerfile` or `DockerFile` where no `Dockerfile` stands beside it. A name of its own, railway.worker.json, is legal where Config File Path of the service names it, which the repository does not show: such a file is mentioned as info, and not at all when it is declared under `services`, or when its name says that it is a template or an example (`railway-template.json`, `railway.example.toml`).',
  why: 'The file is not read. The service is built and started by what Railway guesses, and settings such as the health check are missing.',
  remediation:
    'Rename the file to `railway.toml`, `railway.json` or `Dockerfile`. Railway reads no YAML: convert it. Declare a file with a name of its own under `services` in the configuration of Railgate.',
  example: { language: 'text', before: 'apps/api/Railway.toml', after: 'apps/api/railway.toml' },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-FILE-005'],
  references: ['https://docs.railway.com/config-as-code', 'https://docs.railway.com/builds/dockerfiles'],
  since: '0.1.0',
  checks: {
    *name({ path, kind }, { services }) {
      if (kind === 'custom-config') yield customName(path);
      else if (kind === 'config') yield wrongName(path);
      else if (isMissed(path, services)) yield wrongDockerfile(path);
    },
  },
};

function customName(path: string): Report {
  return {
    message: `${cleanText(path)} counts only when Config File Path of a service names it (/${cleanText(path)}). Declare the service under \`services\`, so that Railgate knows.`,
    severity: 'info',
    at: { path, region: { startLine: 1 } },
  };
}

function wrongName(path: string): Report {
  const name = baseName(path);
  const format = /\.ya?ml$/i.test(name) ? 'Railway reads no YAML. Write' : 'Railway looks for';
  const wanted = /\.ya?ml$/i.test(name) ? 'railway.toml or railway.json' : name.toLowerCase();
  return {
    message: `${cleanText(path)} is not read by Railway. ${format} ${cleanText(wanted)} instead.`,
    at: { path, region: { startLine: 1 } },
  };
}

function wrongDockerfile(path: string): Report {
  return {
    message: `${cleanText(path)} is not found by Railway, which looks for a file called Dockerfile. Rename it, or name it in \`build.dockerfilePath\`.`,
    at: { path, region: { startLine: 1 } },
  };
}

/** In a folder that is built, and without the right one beside it. */
function isMissed(path: string, map: ServiceMap): boolean {
  const folder = folderOf(path);
  const prefix = folder === '.' ? '' : `${folder}/`;
  if (map.files.has(`${prefix}Dockerfile`)) return false;
  return map.manifestFolders.has(folder) || map.services.some((service) => service.root === folder);
}
