import { isObject } from '@railgate/contract';

import { makeForm } from './make-form.js';
import { Template } from './template.js';
import { TextCache } from './text-cache.js';

/** A tool writes few forms: with and without a fix, a code flow, a snippet. */
const KEPT = 8;

/** To learn a form takes as long as to parse ten results: it pays off where results of it come again and again. */
const COST = 16;
const FIRST_CREDIT = KEPT * COST;
const MOST_CREDIT = 256;
/** Where there are too many forms, it is tried again after so many slices, with less patience. */
const PAUSE = 64;
const LATER_CREDIT = 3 * COST;

/** The forms of the results that were read last, of whatever file. */
export class Templates {
  readonly cache = new TextCache();
  /** The one that matched last first. */
  readonly #templates: Template[] = [];
  #credit = FIRST_CREDIT;
  #pause = 0;

  /** To be asked before each slice: do results have the forms of earlier ones here? */
  isOfUse(): boolean {
    if (this.#pause === 0) return true;
    this.#pause--;
    return this.#pause === 0;
  }

  /** The template that the result at this place matches. */
  find(bytes: Buffer, view: DataView, at: number): Template | undefined {
    const templates = this.#templates;
    for (let i = 0; i < templates.length; i++) {
      const template = templates[i] as Template;
      if (template.match(bytes, view, at) < 0) continue;
      if (i > 0) {
        templates.splice(i, 1);
        templates.unshift(template);
      }
      if (this.#credit < MOST_CREDIT) this.#credit++;
      return template;
    }
    return undefined;
  }

  /** Forgets one whose object was changed. */
  drop(template: Template): void {
    const at = this.#templates.indexOf(template);
    if (at >= 0) this.#templates.splice(at, 1);
  }

  /** Learns the form of a result that matched none. @param bytes its text. */
  learn(bytes: Buffer): void {
    if (this.#pause > 0) return;
    this.#credit -= COST;
    if (this.#credit < 0) {
      this.#pause = PAUSE;
      this.#credit = LATER_CREDIT;
      return;
    }
    const value: unknown = JSON.parse(bytes.toString());
    const form = isObject(value) ? makeForm(bytes, value) : undefined;
    if (form === undefined) return;
    if (this.#templates.length === KEPT) this.#templates.pop();
    this.#templates.unshift(new Template(form));
  }
}
