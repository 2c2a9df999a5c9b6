import { itemsOf } from '../config/check-config.js';
import { memberOf, type DocumentNode, type Member } from '../config/document.js';

/** An entry with its place in the text. */
export interface PlacedEntry {
  /** UTF-16 code units from the beginning. */
  readonly offset: number;
  readonly selects: Readonly<Record<string, string>>;
}

/** `.trivyignore.yaml`: lists of `{ id, paths, purls }` by kind of finding. */
export function trivyYamlEntries(root: DocumentNode): PlacedEntry[] {
  return ['vulnerabilities', 'misconfigurations', 'secrets', 'licenses'].flatMap((kind) =>
    itemsAt(root, kind).map((item) => ({
      offset: item.offset,
      selects: selectsOf({
        rule: textAt(item, 'id'),
        path: listAt(item, 'paths'),
        purl: listAt(item, 'purls'),
      }),
    })),
  );
}

/** `.snyk`: `ignore` by id, and `exclude`. */
export function snykEntries(root: DocumentNode): PlacedEntry[] {
  const ignored = membersAt(root, 'ignore').map(({ key, keyOffset }) => ({
    offset: keyOffset,
    selects: { rule: key },
  }));
  const excluded = membersAt(root, 'exclude').flatMap(({ value }) =>
    itemsOf(value).map((item) => entry(item, 'path')),
  );
  return [...ignored, ...excluded];
}

/** `.grype.yaml`: `ignore` is a list of rules. */
export function grypeEntries(root: DocumentNode): PlacedEntry[] {
  return itemsAt(root, 'ignore').map((item) => {
    const named = memberOf(item, 'package')?.value;
    const of = { rule: textAt(item, 'vulnerability'), state: textAt(item, 'fix-state') };
    const inPackage = named && { package: textAt(named, 'name'), path: textAt(named, 'location') };
    return { offset: item.offset, selects: selectsOf({ ...of, ...inPackage }) };
  });
}

/** `.nsprc`: ids as keys, or a list of addresses as `exceptions`. */
export function nsprcEntries(root: DocumentNode): PlacedEntry[] {
  const exceptions = itemsAt(root, 'exceptions').map((item) => entry(item, 'rule'));
  const ids = membersOf(root).filter(({ key }) => key !== 'exceptions');
  return [...exceptions, ...ids.map(({ key, keyOffset }) => ({ offset: keyOffset, selects: { rule: key } }))];
}

/** `audit-ci.json`: `allowlist` of ids, packages and paths, also as objects with one key. */
export function auditCiEntries(root: DocumentNode): PlacedEntry[] {
  return itemsAt(root, 'allowlist').flatMap((item) =>
    item.kind === 'object'
      ? item.members.map(({ key, keyOffset }) => ({ offset: keyOffset, selects: { rule: key } }))
      : [entry(item, 'rule')],
  );
}

/** `.safety-policy.yml`, versions 2 and 3. */
export function safetyEntries(root: DocumentNode): PlacedEntry[] {
  const security = memberOf(root, 'security')?.value;
  const report = memberOf(root, 'report')?.value;
  const dependency = report && memberOf(report, 'dependency-vulnerabilities')?.value;
  const automatic = dependency && memberOf(dependency, 'auto-ignore-in-report')?.value;
  return [
    ...(security ? membersAt(security, 'ignore-vulnerabilities') : []),
    ...(automatic ? membersAt(automatic, 'vulnerabilities') : []),
  ].map(({ key, keyOffset }) => ({ offset: keyOffset, selects: { rule: key } }));
}

/** `.hadolint.yaml`: `ignored`. */
export function hadolintEntries(root: DocumentNode): PlacedEntry[] {
  return itemsAt(root, 'ignored').map((item) => entry(item, 'rule'));
}

/** `.secretlintrc.json`: rules that are off, and what the others let through; those of a preset stand below it. */
export function secretlintEntries(root: DocumentNode): PlacedEntry[] {
  return itemsAt(root, 'rules')
    .flatMap((rule) => [rule, ...itemsAt(rule, 'rules')])
    .flatMap(secretlintRule);
}

function secretlintRule(item: DocumentNode): PlacedEntry[] {
  const rule = textAt(item, 'id');
  const options = memberOf(item, 'options')?.value;
  const allowed = [...itemsAt(item, 'allowMessageIds'), ...(options ? itemsAt(options, 'allows') : [])].map(
    (allow) => ({ offset: allow.offset, selects: { rule, allows: textOf(allow) } }),
  );
  return textAt(item, 'disabled') === 'true'
    ? [{ offset: item.offset, selects: { rule } }, ...allowed]
    : allowed;
}

/** `zizmor.yml`: `ignore` and `disable` below each rule. */
export function zizmorEntries(root: DocumentNode): PlacedEntry[] {
  return membersAt(root, 'rules').flatMap(({ key, keyOffset, value }) => {
    const ignored = itemsAt(value, 'ignore').map((item) => ({
      offset: item.offset,
      selects: { rule: key, path: textOf(item) },
    }));
    return textAt(value, 'disable') === 'true'
      ? [{ offset: keyOffset, selects: { rule: key } }, ...ignored]
      : ignored;
  });
}

/** `.checkov.yaml`: `skip-check` and `skip-path`. */
export function checkovEntries(root: DocumentNode): PlacedEntry[] {
  return [
    ...itemsAt(root, 'skip-check').map((item) => entry(item, 'rule')),
    ...itemsAt(root, 'skip-path').map((item) => entry(item, 'path')),
  ];
}

function entry(item: DocumentNode, selector: string): PlacedEntry {
  return { offset: item.offset, selects: { [selector]: textOf(item) } };
}

function itemsAt(node: DocumentNode, key: string): readonly DocumentNode[] {
  return itemsOf(memberOf(node, key)?.value);
}

function membersAt(node: DocumentNode, key: string): readonly Member[] {
  const value = memberOf(node, key)?.value;
  return value ? membersOf(value) : [];
}

function membersOf(node: DocumentNode): readonly Member[] {
  return node.kind === 'object' ? node.members : [];
}

function textOf(node: DocumentNode): string {
  return node.kind === 'scalar' ? String(node.value) : '';
}

function textAt(node: DocumentNode, key: string): string {
  const value = memberOf(node, key)?.value;
  return value ? textOf(value) : '';
}

function listAt(node: DocumentNode, key: string): string {
  return itemsAt(node, key).slice(0, 20).map(textOf).join(', ');
}

function selectsOf(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
