// What stub gates find that can be fixed: words by edits, packages by repairs.
import { TextPosition, readSource } from '@railgate/kit';

/** What a word is, and what its safe fix makes of it. */
const WORDS = {
  bad: 'good',
  stuck: 'stuck',
  broken: 'UNREADABLE',
  fatal: 'CRASH',
  blinding: 'BLIND',
  secret: 'https://me:hunter2hunter2@db',
};

/** Findings on words of the files, with fixes; a file that says UNREADABLE is a gap, one
 * that says BLIND a gap of no file, and one that says CRASH the end. */
export function fixablesIn(scan, ruleId) {
  return foundIn(scan, (path, text) => {
    if (text.includes('CRASH')) throw new Error('it crashes');
    const position = new TextPosition(text);
    return [...text.matchAll(/(bad|stuck|broken|fatal|blinding|secret|risky)|in:(\S+)/g)].map((found) => {
      const region = position.region(found.index, found.index + found[0].length);
      const written = WORDS[found[1]] ?? 'x';
      const edits = [{ path: found[2] ?? path, region: found[2] ? START : region, text: written }];
      const fix = { description: `Write ${written}.`, safe: found[1] !== 'risky', edits };
      return { ruleId, message: `${found[0]} is wrong.`, at: { path, region }, fix };
    });
  });
}

/** A package on each line: `good@1`. Version 1 is vulnerable; a file that says UNREADABLE is a gap. */
export function packagesIn(scan, ruleId) {
  return foundIn(scan, (path, text) =>
    text.split('\n').flatMap((line, index) => {
      if (!/^\w+@1$/.test(line)) return [];
      const subject = { kind: 'dependency', purl: `pkg:npm/${line}`, advisories: ['CVE-2026-0001'] };
      const at = { path, region: { startLine: index + 1 } };
      return [{ ruleId, message: `${line} is vulnerable.`, at, subject }];
    }),
  );
}

function foundIn({ target, workspace }, findingsOf) {
  const [findings, gaps] = [[], []];
  for (const { path } of target.files) {
    const read = readSource(workspace, path);
    if ('gap' in read) continue;
    if (read.text.includes('UNREADABLE'))
      gaps.push({ code: 'FILE_UNPARSEABLE', path, message: `${path} cannot be read.` });
    if (read.text.includes('BLIND')) gaps.push({ code: 'ENGINE_FAILED', message: 'An engine failed.' });
    findings.push(...findingsOf(path, read.text));
  }
  return [findings, gaps];
}

/** What the second version of a package is, by its name. */
const SECOND = {
  good: 'good@2',
  other: 'other@2',
  worse: 'worse@2\nevil@1',
  useless: 'useless@1',
  breaks: 'UNREADABLE',
};

export function repairsOf({ repair = [], workspace }) {
  const texts = new Map();
  const [done, notDone] = [[], []];
  for (const target of repair) {
    const [, name] = /^pkg:npm\/(\w+)@/.exec(target.purl);
    const second = SECOND[name];
    if (!second) {
      notDone.push({
        ...target,
        reason: 'It asked postgres://me:hunter2hunter2@db in vain.',
        command: 'npm x',
      });
      continue;
    }
    const path = target.path;
    const read = texts.get(path) ?? readSource(workspace, path).text;
    texts.set(path, read.replace(`${name}@1`, second));
    const brings = second.split('\n').map((one) => `pkg:npm/${one}`);
    done.push({ description: `Upgrade ${name}.`, removes: [target], paths: [path], brings });
  }
  const escaping = repair.some(({ purl }) => purl.includes('escapes'));
  return {
    texts: [...texts].map(([path, text]) => ({ path: escaping ? `../${path}` : path, text })),
    done,
    notDone,
  };
}

const START = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
