import { compareText } from '@railgate/contract';
import { canonicalText, isObject, own, type JsonObject } from './json.js';

/** Of the heads of one key the one that speaks for the merged run: the newest tool, then the greatest text. */
export function chooseHead(heads: readonly JsonObject[]): JsonObject {
  let chosen = heads[0] ?? {};
  for (const head of heads) if (compareHeads(head, chosen) > 0) chosen = head;
  return chosen;
}

function compareHeads(a: JsonObject, b: JsonObject): number {
  return compareVersions(versionOf(a), versionOf(b)) || compareText(canonicalText(a), canonicalText(b));
}

function versionOf(head: JsonObject): string {
  const tool = own(head, 'tool');
  const driver = isObject(tool) ? own(tool, 'driver') : undefined;
  if (!isObject(driver)) return '';
  const version =
    own(driver, 'semanticVersion') ?? own(driver, 'version') ?? own(driver, 'dottedQuadFileVersion');
  return typeof version === 'string' ? version.replace(/^v(?=\d)/, '') : '';
}

/** By semver where both are that; any two texts have an order: numbers by their size, a pre-release first. */
export function compareVersions(a: string, b: string): number {
  const [first, second] = [splitVersion(a), splitVersion(b)];
  return (
    compareParts(first.release, second.release) ||
    Number(first.pre === undefined) - Number(second.pre === undefined) ||
    compareParts(first.pre ?? [], second.pre ?? []) ||
    compareText(a, b)
  );
}

interface Version {
  readonly release: readonly string[];
  readonly pre: readonly string[] | undefined;
}

/** A version is a few characters; a longer text must not cost more than they do. */
const LONGEST = 200;

function splitVersion(version: string): Version {
  const [plain = ''] = version.slice(0, LONGEST).split('+', 1);
  const dash = plain.indexOf('-');
  const release = (dash < 0 ? plain : plain.slice(0, dash)).split('.');
  return { release, pre: dash < 0 ? undefined : plain.slice(dash + 1).split('.') };
}

function compareParts(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const order = comparePart(a[i], b[i]);
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers below texts (semver 11.4), nothing below everything. */
function comparePart(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  const [first, second] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (first !== second) return first ? -1 : 1;
  if (!first) return compareText(a, b);
  const [x, y] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return x.length - y.length || compareText(x, y);
}
