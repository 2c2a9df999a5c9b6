import type * as sarif from 'sarif';

import { sortAdvisories } from '../advisories/canonical.js';
import { pathReader } from './artifact-path.js';
import { dependencyReader, type ForeignDependency } from './foreign-dependency.js';
import { evidenceHash } from './hash.js';
import { maskNumbers } from './mask-numbers.js';
import { ruleIdOf } from './result-rule.js';

/** Gives every result of one run its 32 hexadecimal digits. */
export type ForeignIdentifier = (result: sarif.Result) => string;

/**
 * The evidence hash of another tool's result, from what the result itself holds, since its file is not at hand. Equal
 * for results that only moved; never from the tool's own fingerprints.
 *
 * @param run the result's run; its `results` are not looked at
 */
export function identifyForeign(result: sarif.Result, run: sarif.Run): string {
  let identify = identifiers.get(run);
  if (!identify) identifiers.set(run, (identify = foreignIdentifier(run)));
  return identify(result);
}

/** The same for many results of one run: paths and rules are looked up once. */
export function foreignIdentifier(run: sarif.Run): ForeignIdentifier {
  const pathOf = pathReader(run);
  const dependencyOf = dependencyReader(run, pathOf);
  return (result) => {
    const dependency = dependencyOf(result);
    if (dependency) return evidenceHash(packageEvidence(dependency));
    const physical = result.locations?.[0]?.physicalLocation;
    const [kind, text] = shownText(result, physical);
    const path = pathOf(physical?.artifactLocation);
    return evidenceHash(['result', ruleIdOf(result, run), path, kind, text, logicalName(result, run)]);
  };
}

const identifiers = new WeakMap<sarif.Run, ForeignIdentifier>();

/** Longest text that enters: enough to tell results apart, and no megabyte of minified code is hashed for each. */
const TEXT_LIMIT = 4000;
/** What Semgrep puts in the place of code, fingerprints and more when nobody is logged in. */
const PLACEHOLDER = 'requires login';

/** In the form of Railgate's own results (`dependencyEvidence`): the identity is the same through both doors. */
function packageEvidence({ advisories, name, image, path }: ForeignDependency): string[] {
  const place = image === undefined ? ['manifest', path ?? ''] : ['image', image];
  return ['dependency', sortAdvisories(advisories)[0] ?? '', name, ...place];
}

/** The code that the result shows, else what it says. */
function shownText(result: sarif.Result, physical: sarif.PhysicalLocation | undefined): [string, string] {
  const code = codeText(physical?.region) || codeText(physical?.contextRegion);
  if (code !== '') return ['code', code];
  return ['message', maskNumbers(flatten(messageText(result.message)), physical?.region)];
}

function messageText({ text, markdown, id, arguments: values }: sarif.Message): string {
  const said: unknown = text ?? markdown;
  return typeof said === 'string' ? said : [id ?? '', ...(values ?? [])].join('\n');
}

function codeText(region: sarif.Region | undefined): string {
  const text: unknown = region?.snippet?.text;
  if (typeof text !== 'string') return '';
  const flat = flatten(text);
  return flat === PLACEHOLDER ? '' : flat;
}

function flatten(text: string): string {
  // Single blanks, nearly all of the space in a text, are no match: they would be replaced by themselves.
  return text
    .slice(0, TEXT_LIMIT)
    .replace(/\s{2,}|[^\S ]/g, ' ')
    .trim();
}

function logicalName(result: sarif.Result, run: sarif.Run): string {
  const named = result.locations?.[0]?.logicalLocations?.[0];
  const logical = named?.index === undefined ? named : (run.logicalLocations?.[named.index] ?? named);
  return logical?.fullyQualifiedName ?? logical?.decoratedName ?? logical?.name ?? '';
}
