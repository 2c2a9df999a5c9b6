/** Folders and files of tests, examples and documentation, as segments or words of names in a path. */
const TESTS =
  /(?:^|[/._-])(?:tests?|testing|testdata|testutils?|testcases?|testsuites?|testbed|testkit|testsupport|__tests__|__mocks__|__fixtures__|specs?|e2e|fixtures?|mocks?|mocked|mockdata|stubs?|fakes?|dummy|dummies|cypress|playwright|bench(?:marks?|es)?|goldens?|snapshots?|cassettes?|vcr|smoketest)(?:$|[/._-])|(?:^|\/)[a-z]{1,20}tests?\//i;
/** `OrderServiceTest.java`, `jvmTest/`, `TestOrders.cs`. */
const CAMEL_TESTS =
  /[a-z](?:Tests?|Specs?|TestCase|TestBase|TestSuite|TestUtils?|Fixtures?|Mocks?|IT)(?:$|[/.])|(?:^|\/)(?:Tests?|Mock|Fake)[A-Z]\w{0,60}\.[a-zA-Z]{1,6}$/;
const EXAMPLES =
  /(?:^|[/._-])(?:examples?|samples?|demos?|docs?|doc[_-]?src|docsite|documentation|guides?|tutorials?|skeletons?|playground|quickstart|getting[-_]?started|cookbook|recipes?|dist|template|postman(?:_collection)?|swagger|openapi|insomnia|apidocs?)(?:$|[/._-])|(?:^|\/)(?:readme|changelog|changes|contributing|install|news)(?:$|\.)|\.(?:md|mdx|markdown|rst|rest|adoc|asciidoc|textile|tpl|tmpl|pod|rdoc|d|[1-8])$/i;
const WORDINGS =
  /(?:^|[/._-])(?:locales?|i18n|l10n|lang|langs|languages?|translations?|messages|strings|intl|nls|lproj)(?:$|[/._-])|\.(?:po|pot|xlf|xliff|resx|arb|strings|ftl|lproj)$/i;
/** Not the files of translations, whatever their folder is called: a compiler has a `lang/`, too. */
const CODE = /\.(?:go|rs|java|kt|py|c|cc|cpp|h|hpp|cs|swift|sh|tf|sql|pem|key|env)$/i;
const GENERATED =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|composer\.lock|poetry\.lock|uv\.lock|pdm\.lock|pipfile\.lock|gemfile\.lock|cargo\.lock|go\.sum|flake\.lock|packages\.lock\.json|project\.assets\.json|mix\.lock|pubspec\.lock|podfile\.lock|\.terraform\.lock\.hcl|deno\.lock|gradle\.lockfile|verification-metadata\.xml)$|\.(?:map|min\.js|min\.css|svg|css|scss|less|sum|lock|ipynb_checkpoints|pub|crt|cer)$|(?:^|\/)(?:node_modules|vendor|third[-_]?party|bower_components|site-packages|\.yarn\/(?:releases|plugins|sdks|cache))\//i;

/** What a path says of what stands in the file. */
export type Surroundings = 'generated' | 'wordings' | 'tests' | 'examples' | 'own';

let last: { readonly path: string; readonly is: Surroundings } = { path: '', is: 'own' };

/** Asked for every value of a file one after another: the last answer is kept. */
export function surroundings(path: string): Surroundings {
  if (last.path !== path) last = { path, is: of(path) };
  return last.is;
}

function of(path: string): Surroundings {
  // First, since what is vendored brings its tests.
  if (TESTS.test(path) || CAMEL_TESTS.test(path)) return 'tests';
  if (GENERATED.test(path)) return 'generated';
  if (WORDINGS.test(path) && !CODE.test(path)) return 'wordings';
  return EXAMPLES.test(path) ? 'examples' : 'own';
}
