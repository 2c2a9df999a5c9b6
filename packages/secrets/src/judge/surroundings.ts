/** Folders and files of tests, examples and documentation, as segments or words of names in a path. */
const TESTS =
  /(?:^|[/._-])(?:tests?|testing|testdata|testutils?|testcases?|testsuite|test[-_]?fixtures|__tests__|__mocks__|__fixtures__|specs?|e2e|fixtures?|mocks?|mocked|stubs?|fakes?|dummy|dummies|cypress|playwright|integration[-_]?tests?|it|bench(?:marks?|es)?|corpus|goldens?|snapshots?|cassettes?|vcr|test[-_]?resources|smoke[-_]?test)(?:$|[/._-])|(?:Test|Tests|Spec|TestCase|IT|Fixture|Mock|Mocks)\.[a-zA-Z]{1,6}$|test(?:s|ing)?\/|^test|\/test/;
const EXAMPLES =
  /(?:^|[/._-])(?:examples?|samples?|demos?|docs?|doc_src|docsite|documentation|guides?|tutorials?|templates?|skeletons?|playground|sandbox|quickstart|getting[-_]?started|website|readme|changelog|changes|history|news|security|contributing|dist|local[-_]?dev|sample[-_]?data|seeds?|man|rfcs?)(?:$|[/._-])|\.(?:md|mdx|markdown|rst|rest|adoc|asciidoc|textile|txt|html?|tpl|tmpl|erb|ejs|hbs|j2|jinja2?|mustache|dist|pod|rdoc|po|pot|xlf|xliff|resx|arb|d|[1-8])$/i;
const WORDINGS =
  /(?:^|[/._-])(?:locales?|i18n|l10n|lang|langs|languages?|translations?|messages|strings|intl|nls|lproj)(?:$|[/._-])|\.(?:po|pot|xlf|xliff|resx|arb|strings|ftl|lproj)$/i;
const GENERATED =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|composer\.lock|poetry\.lock|uv\.lock|pdm\.lock|pipfile\.lock|gemfile\.lock|cargo\.lock|go\.sum|flake\.lock|packages\.lock\.json|project\.assets\.json|mix\.lock|pubspec\.lock|podfile\.lock|\.terraform\.lock\.hcl|deno\.lock|gradle\.lockfile|verification-metadata\.xml)$|\.(?:map|min\.js|min\.css|svg|css|scss|less|sum|lock|ipynb_checkpoints|pub|crt|cer)$|(?:^|\/)(?:node_modules|vendor|third[-_]?party|bower_components|site-packages)\//i;

/** What a path says of what stands in the file. */
export type Surroundings = 'generated' | 'wordings' | 'tests' | 'examples' | 'own';

let last: { readonly path: string; readonly is: Surroundings } = { path: '', is: 'own' };

/** Asked for every value of a file one after another: the last answer is kept. */
export function surroundings(path: string): Surroundings {
  if (last.path !== path) last = { path, is: of(path) };
  return last.is;
}

function of(path: string): Surroundings {
  if (GENERATED.test(path)) return 'generated';
  if (WORDINGS.test(path)) return 'wordings';
  if (TESTS.test(path)) return 'tests';
  return EXAMPLES.test(path) ? 'examples' : 'own';
}
