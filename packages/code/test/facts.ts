import { CodeStore } from '../src/code-store.js';
import { EXTRACTORS } from '../src/extractors.js';
import type { FileFacts } from '../src/facts.js';

/** What the first of these files says; the others are there for its imports. */
export async function factsOf(files: Readonly<Record<string, string>>): Promise<FileFacts> {
  const [path] = Object.keys(files);
  const read = (name: string) => ({ text: files[name] ?? '', bytes: files[name]?.length ?? 0 });
  const store = new CodeStore(read, new Set(Object.keys(files)), EXTRACTORS);
  await store.prepare(Object.keys(files));
  const { facts, gap } = store.facts(path as string);
  if (!facts || gap) throw new Error(gap?.message ?? 'no facts');
  return facts;
}
