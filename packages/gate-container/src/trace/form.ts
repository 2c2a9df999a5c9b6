import type { Instruction } from '@railgate/code';

import { copyForm } from './copy-form.js';
import type { Form } from './form-fit.js';
import { runForm } from './run-form.js';
import { settingForm } from './setting-forms.js';

/** @param escape of the Dockerfile: `\`, or the backtick of a directive */
export function formOf(instruction: Instruction, escape: string): Form {
  const known = FORMS.get(instruction);
  if (known) return known;
  const form = makeForm(instruction, escape);
  FORMS.set(instruction, form);
  return form;
}

/** Many images are compared with the same Dockerfiles. */
const FORMS = new WeakMap<Instruction, Form>();

function makeForm(instruction: Instruction, escape: string): Form {
  const form = formFor(instruction, escape);
  return {
    length: form.length,
    fits: (step) => (step.keyword === instruction.keyword ? form.fits(step) : 0),
  };
}

function formFor(instruction: Instruction, escape: string): Form {
  if (instruction.keyword === 'RUN') return runForm(instruction, escape);
  if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') return copyForm(instruction, escape);
  return settingForm(instruction, escape);
}
