import { NO_FACTS, type Extractor, type Facts, type Modules } from '../extractor.js';
import type { Language } from '../language.js';
import type { Syntax } from '../syntax.js';
import { envReadsOf } from './env-reads.js';
import { exportsOf } from './exports.js';
import { withPassed } from './passed-listeners.js';
import { SourceFile } from './source-file.js';
import type { Reading } from './tree.js';
import { urlsOf } from './urls.js';

/** The extractor of a language that says how it is read. @param readingOf asked when a file of it is there. */
export function extractorOf(language: Language, readingOf: () => Reading): Extractor {
  return {
    languages: [language],
    get keywords() {
      return readingOf().keywords;
    },
    get resolve() {
      return readingOf().resolve;
    },
    extract(syntax, modules) {
      const reading = readingOf();
      if (reading.isSilent?.(syntax)) return NO_FACTS;
      return factsOf(new SourceFile(reading, syntax, modules), syntax, modules);
    },
    exports(syntax, modules) {
      const reading = readingOf();
      if (reading.isSilent?.(syntax)) return new Map();
      const file = new SourceFile(reading, syntax, modules);
      if (reading.listening?.text.test(syntax.text) === true)
        withPassed(file, reading.listening.listeners(file));
      return exportsOf(file);
    },
  };
}

function factsOf(file: SourceFile, syntax: Syntax, modules: Modules): Facts {
  const own = file.reading.facts(file);
  return {
    ...NO_FACTS,
    ...own,
    listeners: withPassed(file, own.listeners ?? []),
    urls: [...urlsOf(file), ...(own.urls ?? [])],
    env: [...envReadsOf(file), ...(own.env ?? [])],
    imports: importsOf(file, syntax, modules),
  };
}

function importsOf({ reading, imports }: SourceFile, { path, root }: Syntax, modules: Modules): string[] {
  const specifiers = new Set([...imports, ...(reading.specifiers?.(root) ?? [])]);
  return [...specifiers].flatMap((specifier) => modules.resolveAll(path, specifier));
}
