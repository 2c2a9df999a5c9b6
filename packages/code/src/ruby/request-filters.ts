import type { SourceFile } from '../common/source-file.js';
import type { HostFilter, HttpsRedirect } from '../facts.js';
import { field, type Node } from '../syntax.js';
import type { Value } from '../value.js';

/** `config.hosts = […]`, `config.hosts << "x"`: one list of all that a file adds. */
export function hostFiltersOf(file: SourceFile): HostFilter[] {
  if (settings(file, 'host_authorization').length > 0) return [];
  const written = [
    ...settings(file, 'hosts'),
    ...file
      .nodes(['binary'])
      .filter((node) => isSetting(field(node, 'left'), 'hosts') && operatorOf(node) === '<<'),
  ];
  const [first] = written;
  if (!first) return [];
  const items = written
    .map((node) => file.evaluator.of(field(node, 'right')))
    .flatMap((value) => (value.kind === 'list' ? value.items : [value]));
  const added = file.calls
    .filter(
      ({ node, method }) =>
        /^(?:push|append|concat|unshift)$/.test(method) && isSetting(field(node, 'receiver'), 'hosts'),
    )
    .map((call): Value => file.argument(call, 0) ?? { kind: 'unknown', place: file.syntax.place(call.node) });
  const place = file.syntax.place(first);
  return [
    { ...file.at(first), framework: 'Rails', hosts: { kind: 'list', items: [...items, ...added], place } },
  ];
}

/** `config.force_ssl = true`, where neither `ssl_options` nor `assume_ssl` says more. */
export function httpsRedirectsOf(file: SourceFile): HttpsRedirect[] {
  if (settings(file, 'ssl_options').length + settings(file, 'assume_ssl').length > 0) return [];
  return settings(file, 'force_ssl').map((node) => ({
    ...file.at(node),
    framework: 'rails',
    on: file.evaluator.of(field(node, 'right')),
  }));
}

function settings(file: SourceFile, name: string): Node[] {
  return file.nodes(['assignment']).filter((node) => isSetting(field(node, 'left'), name));
}

function isSetting(node: Node | undefined, name: string): boolean {
  return node !== undefined && node.text.length < 100 && node.text.endsWith(`config.${name}`);
}

function operatorOf(node: Node): string | undefined {
  return field(node, 'operator')?.text;
}
