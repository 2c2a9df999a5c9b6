import type { FileForm } from '../generic/form.js';
import { FORMS } from '../generic/index.js';
import { hitOf } from './assignments.js';
import type { Subject } from './formats.js';
import { RANK, type Found } from './found.js';
import { Meter } from './meter.js';
import { textOf } from './text-of.js';

/** Secrets of a file whose form its name tells. */
export function findInFile(subject: Subject, found: Found[]): void {
  const { bytes, path, meter } = subject;
  // A message is no file, and asking all forms compiles the patterns of all their names.
  const forms = path === '' ? [] : FORMS.filter((form) => form.reads(path) && holdsNeeded(bytes, form));
  if (forms.length === 0) return;
  const { text, byteOf } = textOf(bytes, 0, bytes.length);
  for (const form of forms) {
    Meter.measure(meter, form.id, text, found, () => {
      for (const candidate of form.find(text, path)) {
        const hit = hitOf(subject, text, candidate, byteOf, RANK.file);
        if (hit) found.push(hit);
      }
    });
  }
}

function holdsNeeded(bytes: Buffer, { needs }: FileForm): boolean {
  return needs === undefined || needs.some((word) => bytes.includes(word, 0, 'latin1'));
}
