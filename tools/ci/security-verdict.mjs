// Is what `npm run security` said good enough for `.ci/run`? Clean is. So is one kind of incomplete: on a machine that
// reaches no source of advisories and has no database of them, nobody can know whether a dependency is vulnerable, and
// the gate says so. Everything else is a failure.

/** Codes that say that no source of advisories answered. */
const NO_SOURCE = new Set(['NEED_UNMET', 'SOURCE_MISSING']);

/**
 * @param {number} exitCode of the run
 * @param {unknown} manifest `run.json` of that run, parsed; undefined where there is none
 * @returns {string | undefined} why it does not pass
 */
export function securityProblem(exitCode, manifest) {
  if (exitCode === 0) return undefined;
  const ended = `npm run security ended with ${exitCode}`;
  const { verdict } = manifest ?? {};
  if (!verdict) return `${ended} and left no run.json.`;
  if (verdict.exitCode !== exitCode) return `${ended}, while its run.json says ${verdict.exitCode}.`;
  if (exitCode !== 2) return `${ended}.`;
  const open = verdict.reasons.filter(({ waived }) => !waived);
  const other = open.find(({ gate, code }) => gate !== 'sca' || !NO_SOURCE.has(code));
  if (other) return `${ended}: ${other.gate} says ${other.code}: ${other.message}`;
  return open.length > 0 ? undefined : `${ended} and gives no reason.`;
}
