import { referencesIn } from '@railgate/code';

import { isDatabaseImage } from '../services/images.js';
import type { ServiceModel } from '../services/model.js';
import { baseName } from '../services/railway-files.js';
import { roleOf } from '../services/role.js';
import { shorten } from '../names/show.js';
import { listed, notApplicable, pass, unknown, type Answer } from './answer.js';
import { baseImage, startText } from './chosen-start.js';
import { blindness, unreadable, type ServiceView } from './service-view.js';

/** Step 2: the files that matter, and the source file that starts. */
export function filesStep(view: ServiceView): Answer {
  const { model, services } = view;
  const blind = blindness(view);
  if (blind) return blind;
  const parsed = [
    ...model.configs.map(({ path }) => path),
    ...(model.railpack ? [model.railpack.path] : []),
    ...(model.dockerfile ? [model.dockerfile.path] : []),
    ...(model.procfile ? [model.procfile.path] : []),
    ...new Set(model.iacServices.map(({ path }) => path)),
  ];
  const entry = entryText(model, services.files);
  if (entry === undefined)
    return unknown('no file says what starts it, and no entry file is where Railpack looks for one');
  return pass(parsed.length === 0 ? entry : `${listed(parsed, 4)} valid; ${entry}`);
}

/** Undefined where nobody can say what starts. */
function entryText(model: ServiceModel, files: ReadonlySet<string>): string | undefined {
  const entries = [
    ...new Set((model.start?.runs ?? []).flatMap(({ entry }) => (entry === undefined ? [] : [entry]))),
  ];
  return entries.length > 0 ? `entry file ${listed(entries)}` : startText(model, files);
}

/** Step 7: the Dockerfile that builds it. */
export function dockerfileStep({ model, gaps }: ServiceView): Answer {
  const { dockerfile, dockerfilePath } = model;
  if (dockerfilePath === undefined) return notApplicable(`no Dockerfile builds it: ${model.builder} does`);
  const unread = unreadable(gaps.docker);
  if (unread) return unread;
  if (!dockerfile) return unknown(`${dockerfilePath} does not parse`);
  const { path, stages, final } = dockerfile;
  const size = stages.length === 1 ? '1 stage' : `${stages.length} stages`;
  const exposes = final.instructions.filter(({ keyword }) => keyword === 'EXPOSE');
  const expose = exposes.find(({ raw }) => referencesIn(raw).length > 0) ?? exposes[0];
  if (expose) {
    const place = { path, region: expose.region };
    return pass(`${path}:${expose.region.startLine} has EXPOSE ${shorten(expose.raw, 60)}; ${size}`, place);
  }
  const why = isDatabaseImage(baseImage(final))
    ? 'a database image'
    : roleOf(model) === 'worker'
      ? 'a worker'
      : undefined;
  return pass(`${path} exposes no port${why === undefined ? '' : `, as ${why} need not`}; ${size}`, {
    path,
    region: final.from.region,
  });
}

/** The conflict check: railpack.json beside railway.toml or railway.json. */
export function conflictStep({ model }: ServiceView): Answer {
  const { configFiles, railpack, procfile } = model.service;
  const names = [...configFiles, railpack, procfile].filter((path) => path !== undefined).map(baseName);
  if (names.length === 0) {
    const declared = model.iacServices[0]?.path;
    return pass(
      `${declared === undefined ? 'no configuration file' : `only ${declared}`}, so none can contradict another`,
    );
  }
  const beside =
    railpack === undefined ? 'no railpack.json beside it' : 'no railway.toml or railway.json beside it';
  return pass(`${listed(names, 3)}: ${beside}`);
}
