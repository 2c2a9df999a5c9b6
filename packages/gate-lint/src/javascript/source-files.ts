/** Told by the name alone; nothing here loads a parser. */
const SOURCE = /\.(?:[cm]?jsx?|[cm]?tsx?|vue|svelte)$/i;
const DECLARATIONS = /\.d\.(?:[cm]?ts|[\w-]+\.ts)$/i;
const MINIFIED = /[.-]min\.[cm]?js$|\.bundle\.js$/i;
const DEPENDENCIES =
  /(?:^|\/)(?:node_modules|vendor|bower_components|third[-_]party|jspm_packages|\.yarn)\/|(?:^|\/)\.pnp\.c?js$/;
/** Of a `coverage` folder only what Istanbul writes: the word is one of insurers, too. */
const GENERATED =
  /(?:^|\/)(?:\.next|\.nuxt|\.output|\.svelte-kit|\.vercel|\.astro|\.turbo|\.nx|storybook-static|lcov-report)\/|(?:^|\/)coverage\/(?:.*\/)?(?:block-navigation|prettify|sorter)\.js$/;
const TEST =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|e2e|spec|specs|cypress|playwright|fixtures?|mocks?|testing|test-utils)\/|[._-](?:test|spec|e2e|cy|stories|bench)\.[cm]?[jt]sx?$/i;

/** Files of this engine, those included that it then leaves out with a reason. */
export function isJavascript(path: string): boolean {
  return SOURCE.test(path);
}

/** Why a file of these languages is not looked at, by its name. */
export function reasonByName(path: string): string | undefined {
  if (DEPENDENCIES.test(path)) return 'dependency folder';
  if (GENERATED.test(path)) return 'generated';
  if (DECLARATIONS.test(path)) return 'declarations';
  return MINIFIED.test(path) ? 'minified' : undefined;
}

/** Average length of a line from which on nobody wrote the file by hand. */
const LINE_LENGTH = 5000;

/** What a bundler defines, and its calls at the head of a module; code that only asks for them is somebody's. */
const BUNDLE =
  /\bfunction __webpack_require__\(|\b(?:var|let|const) __webpack_(?:modules|require)__\b|^[ \t]*__webpack_require__\.[a-z]+\(__webpack_exports__\b|\bparcelRequire\w*\s*=[^=]/m;

/** Why a file is not looked at, by what it holds: what a bundler made is judged by its sources. */
export function reasonByText(text: string): string | undefined {
  if (text.length < LINE_LENGTH) return undefined;
  const lines = text.split('\n', Math.ceil(text.length / LINE_LENGTH) + 1).length;
  if (text.length / lines > LINE_LENGTH) return 'minified';
  return BUNDLE.test(text.slice(0, 20_000)) ? 'generated' : undefined;
}

/** Findings in tests are shown and never count: what runs there never meets a stranger. */
export function isTestFile(path: string): boolean {
  return TEST.test(path);
}
