/** Languages of services for which nothing here reads source files, by the extension of the files. */
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ['ex', 'Elixir'],
  ['exs', 'Elixir'],
  ['heex', 'Elixir'],
  ['erl', 'Erlang'],
  ['gleam', 'Gleam'],
  ['scala', 'Scala'],
  ['clj', 'Clojure'],
  ['cljs', 'Clojure'],
  ['groovy', 'Groovy'],
  ['dart', 'Dart'],
  ['swift', 'Swift'],
  ['hs', 'Haskell'],
  ['ml', 'OCaml'],
  ['fs', 'F#'],
  ['vb', 'Visual Basic'],
  ['cr', 'Crystal'],
  ['nim', 'Nim'],
  ['zig', 'Zig'],
  ['lua', 'Lua'],
  ['pl', 'Perl'],
  ['pm', 'Perl'],
  ['r', 'R'],
  ['R', 'R'],
  ['jl', 'Julia'],
  ['c', 'C'],
  ['cc', 'C++'],
  ['cpp', 'C++'],
  ['d', 'D'],
]);

/** The language of a source file that no extractor reads; undefined for every other file. */
export function foreignLanguageOf(path: string): string | undefined {
  const extension = /\.([A-Za-z]{1,6})$/.exec(path)?.[1];
  return extension === undefined ? undefined : FOREIGN.get(extension);
}
