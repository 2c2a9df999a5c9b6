import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LARGEST = 1 << 28;
/** As much of a file as git looks at to tell whether it is text. */
const HEAD = 8000;

/** The tracked text files of a checkout. */
export function readTree(root) {
  const git = (...args) =>
    execFileSync('git', ['-C', root, ...args], { maxBuffer: LARGEST, encoding: 'utf8' });
  const paths = git('ls-files', '-z')
    .split('\0')
    .filter((path) => path !== '' && isText(join(root, path)));
  const lines = paths.reduce((sum, path) => sum + linesOf(readFileSync(join(root, path))), 0);
  return { root, commit: git('rev-parse', 'HEAD').trim(), paths, lines };
}

function isText(file) {
  try {
    return lstatSync(file).isFile() && !readFileSync(file).subarray(0, HEAD).includes(0);
  } catch {
    return false;
  }
}

/** Newlines. */
export function linesOf(bytes) {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++;
  return count;
}
