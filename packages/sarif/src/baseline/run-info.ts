import type * as sarif from 'sarif';

import { pathReader, type PathReader } from '../identity/artifact-path.js';
import { dependencyReader, type DependencyReader } from '../identity/foreign-dependency.js';
import { LINE_HASH_KEY } from '../identity/form.js';
import { judgeFingerprints } from '../identity/judge-fingerprints.js';
import { ruleIdOf } from '../identity/result-rule.js';

/** The results of a run, wherever they are. */
export interface RunResults {
  /** An absent `results` says that nobody looked (SARIF 3.14.23). */
  readonly looked: boolean;
  /** The ids of their rules. */
  rules(): ReadonlySet<string>;
  all(): Iterable<sarif.Result>;
}

/** A run with what comparing asks of it again and again. */
export class RunInfo {
  /** Its results may be missing. */
  run: sarif.Run;
  readonly driver: string;
  /** Of the driver; empty where it says none. */
  readonly version: string;
  /** `automationDetails.id` up to its last slash (SARIF 3.17.3); empty without one. */
  readonly category: string;
  /** Runs of the same analysis have the same key in both logs. */
  readonly key: string;
  /** Findings may move between runs of one family: a gate's targets are parts of one repository. */
  readonly family: string;
  readonly looked: boolean;
  readonly rules: ReadonlyMap<string, sarif.ReportingDescriptor>;
  readonly pathOf: PathReader;
  readonly dependencyOf: DependencyReader;
  readonly #results: RunResults;
  readonly #isOwn: boolean;
  #listsAllRules: boolean | undefined;
  #trustsLineHash: boolean | undefined;

  constructor(run: sarif.Run, results: RunResults = ownResults(run)) {
    const { driver } = run.tool;
    const id = run.automationDetails?.id ?? '';
    const gate = OWN.exec(id)?.[1];
    this.run = run;
    this.#results = results;
    this.driver = driver.name;
    this.version = driver.semanticVersion ?? driver.version ?? '';
    this.category = id.slice(0, id.lastIndexOf('/') + 1);
    this.key = `${driver.name}\0${this.category}`;
    this.family = gate === undefined ? this.key : `${driver.name}\0${gate}`;
    this.looked = results.looked;
    this.rules = rulesOf(run);
    this.pathOf = pathReader(run);
    this.dependencyOf = dependencyReader(run, this.pathOf);
    this.#isOwn = gate !== undefined;
  }

  /** Rules without results are listed too, so that a rule that is not listed did not run. Many tools list no others. */
  get listsAllRules(): boolean {
    return (this.#listsAllRules ??=
      this.rules.size > 0 && (this.#isOwn || hasIdleRule(this.#results.rules(), this.rules)));
  }

  /** Some tools write a constant in its place. */
  get trustsLineHash(): boolean {
    return (this.#trustsLineHash ??= !judgeFingerprints(this.#results.all(), this.run).some(({ key }) =>
      key.endsWith(LINE_HASH_KEY),
    ));
  }
}

/** `railgate/<gate>/<target>/`. */
const OWN = /^railgate\/([^/]+)\//;

function rulesOf({ tool }: sarif.Run): Map<string, sarif.ReportingDescriptor> {
  const rules = new Map<string, sarif.ReportingDescriptor>();
  for (const component of [tool.driver, ...(tool.extensions ?? [])]) {
    for (const rule of component.rules ?? []) if (!rules.has(rule.id)) rules.set(rule.id, rule);
  }
  return rules;
}

function hasIdleRule(busy: ReadonlySet<string>, rules: ReadonlyMap<string, unknown>): boolean {
  return [...rules.keys()].some((id) => !busy.has(id));
}

function ownResults(run: sarif.Run): RunResults {
  const { results = [] } = run;
  return {
    looked: run.results !== undefined,
    rules: () => new Set(results.map((result) => ruleIdOf(result, run))),
    all: () => results,
  };
}
