import { globMatcher } from '@railgate/kit';

import { joinPath, pathBelow } from './railway-files.js';

/** Patterns of one file; more are written by nobody. */
const PATTERNS_LIMIT = 1000;
const PATTERN_LENGTH = 300;

/**
 * Which paths of the repository `.dockerignore` keeps out of the build of a Dockerfile. Undeclared, the build may start
 * in the service's root or in that of the repository: what either keeps out is out.
 *
 * @param read the text of a file of the repository; nothing when it cannot be read.
 */
export function keptOutOfBuild(
  root: string,
  dockerfile: string,
  files: ReadonlySet<string>,
  read: (path: string) => string | undefined,
): (path: string) => boolean {
  const contexts = [...new Set([root, '.'])].map((folder) => {
    // A file of its own beside the Dockerfile goes before that of the folder.
    const own = `${dockerfile}.dockerignore`;
    const path = files.has(own) ? own : joinPath(folder, '.dockerignore');
    const text = path !== undefined && files.has(path) ? read(path) : undefined;
    return { folder, isOut: text === undefined ? () => false : dockerIgnore(text) };
  });
  return (path) =>
    contexts.some(({ folder, isOut }) => {
      const below = pathBelow(folder, path);
      return below !== undefined && isOut(below);
    });
}

/**
 * The rules of Docker: a pattern begins at the folder of the build, one that matches a folder is about all of it, `!`
 * lets in again, and the last one that matches counts.
 */
export function dockerIgnore(text: string): (path: string) => boolean {
  const patterns = text
    .split(/\r\n|\n|\r/)
    .map((line) => line.replace(/^\uFEFF/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#') && line.length <= PATTERN_LENGTH)
    .slice(0, PATTERNS_LIMIT)
    .flatMap((line) => {
      const pattern = line
        .replace(/^!/, '')
        .trim()
        .replace(/^(?:\.?\/)+/, '')
        .replace(/\/+$/, '');
      return pattern === '' ? [] : [{ isOut: !line.startsWith('!'), matches: matcherOf(pattern) }];
    });
  return (path) => {
    const parents = path.split('/').map((_, index, segments) => segments.slice(0, index + 1).join('/'));
    let isOut = false;
    for (const pattern of patterns) if (parents.some((one) => pattern.matches(one))) isOut = pattern.isOut;
    return isOut;
  };
}

/** Braces mean themselves there. */
function matcherOf(pattern: string): (path: string) => boolean {
  return pattern === '.' ? () => true : globMatcher([pattern.replace(/[{}]/g, '\\$&')]);
}
