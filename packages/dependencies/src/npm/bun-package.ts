import { sourceOf, splitName, withoutCredentials } from './addresses.js';
import type { BunPackage } from './bun-document.js';
import { draftPackage, type DraftPackage } from '../draft.js';

/** @returns `folder` for a workspace, as the lockfile writes it */
export function bunDraft(
  { identity, line, texts, isBundled }: BunPackage,
  installedAs: string,
): { draft: DraftPackage; folder?: string } {
  const { name, range } = splitName(identity) ?? { name: identity, range: '' };
  const source = sourceOfIdentity(range);
  const draft = draftPackage(name, source === 'registry' ? range : '', line);
  draft.source = source;
  if (name !== installedAs) draft.alias = installedAs;
  if (isBundled) draft.bundled = true;
  const integrity = texts.slice(1).find((text) => /^sha\d{1,3}-/.test(text));
  if (integrity !== undefined) draft.integrity = integrity;
  if (source === 'workspace') return { draft, folder: range.slice('workspace:'.length) };
  // Empty: the registry that is configured. The address of another one is that of the archive.
  const address = source === 'registry' ? (texts[1] ?? '') : range;
  if (/^(?:https?:|git|ssh:|file:|\.)/.test(address)) draft.resolved = withoutCredentials(address);
  return { draft };
}

/** `1.0.0`, `workspace:a`, `root:`, `link:a`, `file:a`, `./a.tgz`, `git+ssh://…`, `github:a/b#c`, `https://…/a.tgz`. */
function sourceOfIdentity(range: string): DraftPackage['source'] {
  if (range === 'root:') return 'workspace';
  if (/\.t(?:ar\.)?gz$/.test(range) && !/^https?:/.test(range)) return 'file';
  return sourceOf(range);
}
