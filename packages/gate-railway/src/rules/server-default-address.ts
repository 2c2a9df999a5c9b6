import { runsInShell, shellWords } from '@railgate/code';
import { cleanText, type Fix } from '@railgate/contract';

import { serverDefault, type ServerDefault } from '../commands/server-defaults.js';
import { editWithin } from '../fixes/in-place.js';
import { exposedRuns, type ExposedRun } from '../services/exposed-runs.js';
import { isGivenBeside } from '../services/given-variables.js';
import type { ServiceModel } from '../services/model.js';
import { placeOfStart, severityFor } from '../services/places.js';
import { joinPath } from '../services/railway-files.js';
import { settingsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

export const serverDefaultAddress: RailwayRule = {
  id: 'railway/server-default-address',
  name: 'ServerDefaultAddress',
  summary:
    'A server is started without an address or port, and its default is one that Railway does not reach.',
  description:
    'Reports uvicorn, granian, hypercorn and daphne without host or port, waitress, Streamlit, rackup, thin, unicorn and FrankenPHP without port, falcon, `php artisan serve`, Octane, Reverb and the server of Symfony without either, Rails behind Thruster without HTTP_PORT, and `vite preview` without `--host`. Variables that set the same (`UVICORN_HOST`, `STREAMLIT_SERVER_PORT`), in the command, in the Dockerfile or in railpack.json, count. Where only the port is missing it is medium without a health check, since a domain may have the same target port. gunicorn, puma, `rails server`, `next start`, `serve`, `http-server`, Nitro and Bun read PORT themselves and are not reported; nor are workers and servers behind nginx. As info where a file of the tool may say it: vite.config, .streamlit/config.toml, config/reverb.php.',
  why: 'Railway asks the container at its address, on PORT. A server on 127.0.0.1 or on a port of its own does not answer: the health check fails, and visitors get 502.',
  remediation: 'Add the flags: `--host 0.0.0.0 --port $PORT`.',
  example: {
    language: 'toml',
    before: '[deploy]\nstartCommand = "uvicorn main:app"',
    after: '[deploy]\nstartCommand = "uvicorn main:app --host 0.0.0.0 --port ${PORT:-8000}"',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CMD-006', 'RLY-PORT-015'],
  references: ['https://docs.railway.com/networking/troubleshooting/application-failed-to-respond'],
  since: '0.1.0',
  checks: {
    *service(model, { services }) {
      for (const exposed of exposedRuns(model)) {
        const { run, start } = exposed;
        const found = serverDefault(run.words, (name) => isGivenBeside(model, run.assignments ?? [], name));
        const at = run.place ?? placeOfStart(model, start);
        if (!found || !at) continue;
        const fix = repair(exposed, found);
        const maybe = isConfigured(found.name, run.folder, services.files);
        yield {
          message: `${found.name} listens on ${found.listens} here, where Railway does not reach it. Add ${found.flags}.`,
          severity: maybe ? 'info' : severityOf(model, found),
          at,
          ...(fix && !maybe && { fix }),
        };
      }
    },
  },
};

function severityOf(model: ServiceModel, { missing }: ServerDefault) {
  const isChecked = model.config && settingsOf(model.config, 'deploy', 'healthcheckPath').length > 0;
  return severityFor(model, missing === 'port' && isChecked !== true ? 'medium' : 'high');
}

/** A file that may say where the server listens. */
function isConfigured(name: string, folder: string, files: ReadonlySet<string>): boolean {
  return (FILES.get(name) ?? []).some((one) => files.has(joinPath(folder, one) ?? ''));
}

const FILES: ReadonlyMap<string, readonly string[]> = new Map([
  ['vite', ['ts', 'js', 'mts', 'mjs', 'cts', 'cjs'].map((ending) => `vite.config.${ending}`)],
  ['streamlit', ['.streamlit/config.toml']],
  ['php artisan reverb:start', ['config/reverb.php']],
]);

/** Behind the application's name. None where no shell would put in the port; in a package script it is for a person. */
function repair({ start, run }: ExposedRun, { flags, behind }: ServerDefault): Fix | undefined {
  const application = behind ?? run.words.findLast((word) => /^[\w./]+:[\w.]+$|\.py$/.test(word));
  if (application === undefined || run.text === undefined || !run.place) return undefined;
  const expands = start.inShell || runsInShell(shellWords(start.command).map((word) => word.text));
  if (flags.includes('$') && !expands) return undefined;
  const file = { path: run.place.path, text: run.text, region: run.place.region };
  const edit = editWithin(file, application, `${application} ${flags}`);
  const isOwn = run.place === start.place && start.source !== 'package-script';
  return edit && { description: `Add ${cleanText(flags)}.`, safe: isOwn, edits: [edit] };
}
