import type { DockerfileDocument } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import { builtStages } from '../documents/variables.js';
import { missingTarget, type FileList, type MissingTarget } from '../services/missing-target.js';
import type { ServiceModel } from '../services/model.js';
import { placeOfStart, severityFor } from '../services/places.js';
import type { RailwayRule } from '../rule.js';

export const missingStartTarget: RailwayRule = {
  id: 'railway/missing-start-target',
  name: 'MissingStartTarget',
  summary: 'The start command names a script, file or module that the repository does not have.',
  description:
    'Reports `npm run x` and `pnpm run x` without that script in the package.json of its folder, `npm start` without a start script or server.js, `node x.js` and `python x.py` where no file of that name is anywhere and nothing is built, and `uvicorn app.main:app` where the module is nowhere. Only what is certain: a file that a build may make is not looked for as soon as there is a build command, a build script or a RUN line that is more than an installation; a file that stands in another folder is a question of Root Directory; modules of packages, workspaces by name (`--filter`), and yarn and bun, which run programs of the same name, are left out.',
  why: 'The container stops at once, again and again, until the deployment fails.',
  remediation: 'Correct the name, or add the script.',
  example: {
    language: 'toml',
    before: '# package.json has a script "start" and no "serve"\n[deploy]\nstartCommand = "npm run serve"',
    after: '[deploy]\nstartCommand = "npm run start"',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-FILE-006'],
  references: ['https://docs.railway.com/deployments/troubleshooting/no-start-command-could-be-found'],
  since: '0.1.0',
  checks: {
    *service(model, { services }) {
      const list: FileList = { files: services.files, named: (name) => services.named(name) };
      if (!isSeen(model, list)) return;
      const isBuilt = mayMakeFiles(model);
      for (const start of model.starts) {
        for (const run of start.runs) {
          const found = missingTarget(run, list, isBuilt || start.runs.length > 1);
          const at =
            found?.kind === 'script' ? placeOfStart(model, start) : (run.place ?? placeOfStart(model, start));
          if (found && at) yield { message: messageOf(found), severity: severityFor(model, 'high'), at };
        }
      }
    },
  },
};

function messageOf({ kind, name, manifest }: MissingTarget): string {
  const shown = cleanText(name).slice(0, 100);
  if (kind === 'script') {
    return `${cleanText(manifest ?? 'package.json')} has no script ${shown}, so the service does not start. Correct the name, or add the script.`;
  }
  return `There is no ${kind} ${shown} in the repository, so the service does not start. Correct the name, or add it.`;
}

/** In an image files stand where COPY puts them: only a repository with one package.json or none is clear. */
function isSeen({ dockerfile, dockerfilePath }: ServiceModel, { named }: FileList): boolean {
  if (dockerfilePath === undefined) return true;
  return dockerfile !== undefined && named('package.json').length <= 1 && isPlainImage(dockerfile);
}

/** An official image, nothing copied out of other stages or images, nothing fetched. */
function isPlainImage(document: DockerfileDocument): boolean {
  const { final } = document;
  if (final.base !== undefined || !/^(?:node|python|oven\/bun)(?::|@|$)/.test(final.image)) return false;
  return final.instructions.every(
    ({ keyword, flags }) => keyword !== 'ADD' && !flags.some((flag) => flag.startsWith('from=')),
  );
}

function mayMakeFiles({ buildRuns, builder, dockerfile, config }: ServiceModel): boolean {
  if (buildRuns.length > 0 || config?.has(['build', 'nixpacksPlan']) === true) return true;
  if (!dockerfile) return builder === 'DOCKERFILE';
  const runs = [...builtStages(dockerfile)].flatMap((stage) =>
    stage.instructions.filter((one) => one.keyword === 'RUN'),
  );
  return runs.some(({ raw }) => !INSTALLATION.test(raw));
}

/** Nothing but an installation. */
const INSTALLATION =
  /^\s*(?:npm (?:ci|install)|yarn install|pnpm (?:i|install)|bun install|pip3? install|apt-get update|apk add)[^&|;]*$/;
