import type { ConfigDocument, Pointer } from '@railgate/code';
import type { Edit } from '@railgate/contract';

/** Writes a string in place of a value. JSON's escapes are valid in TOML's basic strings too. */
export function replaceString(document: ConfigDocument, pointer: Pointer, value: string): Edit {
  return { path: document.path, region: document.regionOf(pointer, 'value'), text: JSON.stringify(value) };
}

export function replaceNumber(document: ConfigDocument, pointer: Pointer, value: number): Edit {
  return { path: document.path, region: document.regionOf(pointer, 'value'), text: String(value) };
}

/** Keeps TOML's keys bare, which every key of Railway can be. */
export function renameKey(document: ConfigDocument, pointer: Pointer, to: string): Edit {
  const text = document.format === 'toml' ? to : JSON.stringify(to);
  return { path: document.path, region: document.regionOf(pointer, 'key'), text };
}
