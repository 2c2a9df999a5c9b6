import { cleanText } from '@railgate/contract';

import { baseName } from '../services/railway-files.js';
import { settingsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

export const dockerfileUnused: RailwayRule = {
  id: 'railway/dockerfile-unused',
  name: 'DockerfileUnused',
  summary: 'A service has a Dockerfile for production under a name that Railway does not look for.',
  description:
    'Reports `Dockerfile.prod`, `Dockerfile.production`, `Dockerfile.railway` and the like in the root of a service that has no `Dockerfile`, and whose configuration names neither a `dockerfilePath` nor a builder. RAILWAY_DOCKERFILE_PATH as a variable in Railway cannot be seen. Variants for development, tests and other hosts are left out.',
  why: 'Railway builds the service with Railpack instead, from what it guesses, and nobody notices until something that only the Dockerfile installs is missing.',
  remediation:
    'Rename the file to `Dockerfile`, or name it in `build.dockerfilePath`; delete it when Railpack is meant.',
  example: {
    language: 'toml',
    before: '[deploy]\nhealthcheckPath = "/health"',
    after: '[build]\ndockerfilePath = "Dockerfile.prod"\n\n[deploy]\nhealthcheckPath = "/health"',
  },
  severity: 'medium',
  precision: 'medium',
  cwe: [],
  catalogue: ['RLY-DOCK-015'],
  references: ['https://docs.railway.com/builds/dockerfiles#custom-dockerfile-path'],
  since: '0.1.0',
  checks: {
    *service({ service, config, dockerfilePath, known, iacServices }, { services: map }) {
      if (!known || dockerfilePath !== undefined || iacServices.length > 0) return;
      if (config && NAMING.some((key) => settingsOf(config, 'build', key).length > 0)) return;
      // Another service of the same folder may be the one that is built with it.
      if (map.services.filter((one) => one.root === service.root).length > 1) return;
      for (const path of service.dockerfileVariants) {
        if (!PRODUCTION.test(baseName(path))) continue;
        yield {
          message: `Railway does not build with ${cleanText(path)}: it looks for a file called Dockerfile. Rename it, or name it in \`build.dockerfilePath\`.`,
          at: { path, region: { startLine: 1 } },
        };
      }
    },
  },
};

const NAMING = ['dockerfilePath', 'builder'];
const PRODUCTION =
  /^Dockerfile\.(?:prod|production|railway|release|live)$|^(?:prod|production|railway|release|live)\.Dockerfile$/i;
