/** What upgrades of lockfiles need, and no scan: editing manifests, and clients in scratch folders. */
export { keptOfYaml, rangeInYaml, settingsOf, setRangeInYaml } from './npm/settings-yaml.js';
export { pyprojectRequirements, setPyprojectRange } from './python/set-pyproject-range.js';
export { parseNpmrc } from './registry/npmrc.js';
export {
  cleanPyproject,
  poetryRepositories,
  pyprojectSources,
  withPythonRequirement,
} from './scratch/clean-pyproject.js';
export { type ScratchFiles, type ScratchRun, withScratchFiles } from './scratch/scratch-files.js';
export { manifestsOf, type ScratchManifest } from './scratch/scratch-project.js';
