import { isList, type ConfigDocument, type Pointer } from '@railgate/code';

import { settingsOf, type Section } from './settings.js';
import { commandRuns, type RunCommand, type StartSources } from './start.js';

/** What the build runs: the build command, else the package's `build` script. A Dockerfile ignores both. */
export function buildRuns(sources: StartSources): RunCommand[] {
  const { config, dockerfile, manifest, root } = sources;
  if (dockerfile) return [];
  const configured = config ? runsOfSetting(config, 'build', 'buildCommand', sources) : [];
  if (configured.length > 0) return configured;
  const document = manifest(root);
  return document ? runsAt(document, ['scripts', 'build'], sources) : [];
}

/** What runs in a container of its own before the deployment. */
export function preDeployRuns(sources: StartSources): RunCommand[] {
  const { config } = sources;
  return config ? runsOfSetting(config, 'deploy', 'preDeployCommand', sources) : [];
}

/** Of the base and of every environment. */
function runsOfSetting(
  config: ConfigDocument,
  section: Section,
  key: string,
  sources: StartSources,
): RunCommand[] {
  return settingsOf(config, section, key).flatMap(({ pointer, value }) =>
    isList(value)
      ? value.flatMap((_, index) => runsAt(config, [...pointer, index], sources))
      : runsAt(config, pointer, sources),
  );
}

function runsAt(document: ConfigDocument, pointer: Pointer, sources: StartSources): RunCommand[] {
  const command = document.get(pointer);
  if (typeof command !== 'string') return [];
  return commandRuns(command, { place: document.place(pointer, 'value'), text: document.text }, sources);
}
