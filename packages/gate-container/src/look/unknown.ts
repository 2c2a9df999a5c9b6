import { GateError, compareText, plainText, type Gap, type GapCode } from '@railgate/contract';

import type { Unknown } from './look-at.js';

/** A gap for each `FROM` of an image of which nothing is known, or one where no Dockerfile names it. */
export function gapsOf(unknown: readonly Unknown[]): Gap[] {
  return unknown.flatMap((one) => {
    const { request, error } = one;
    const gap = { code: codeOf(one), message: messageOf(one), remedy: error.remedy };
    const byPath = new Map(request.uses.map(({ at }) => [at.path, at]));
    if (byPath.size === 0) return [{ ...gap, ...(request.path !== undefined && { path: request.path }) }];
    return [...byPath.values()]
      .sort((a, b) => compareText(a.path, b.path))
      .map(({ path, region }) => ({ ...gap, path, line: region.startLine }));
  });
}

/** @param unknown not empty: nothing at all is known */
export function nothingKnown(unknown: readonly Unknown[]): GateError {
  const [first] = unknown;
  if (!first) throw new Error('Nothing is unknown.');
  const others = unknown.length - 1;
  const more =
    others === 0 ? '' : ` ${others} more ${others === 1 ? 'image was' : 'images were'} not looked at.`;
  const { code, remedy } = first.error;
  return new GateError(code, `${messageOf(first)}${more}`, { remedy, cause: first.error });
}

function messageOf({ request, name, error }: Unknown): string {
  const which = name === undefined ? request.label : `${request.label}, ${plainText(name, 300)},`;
  return `${which} was not looked at. ${error.message}`;
}

function codeOf({ error, isOpen, request }: Unknown): GapCode {
  if (isOpen) return 'ENGINE_FAILED';
  if (request.path === undefined) return 'SOURCE_MISSING';
  return error.code === 'REPORT_UNREADABLE' ? 'FILE_UNPARSEABLE' : 'FILE_UNREADABLE';
}
