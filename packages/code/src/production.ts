/** Why a source file says nothing about the service as it runs on Railway, or nothing. Goes by the path alone. */
export function notProduction(path: string): 'test' | 'tooling' | 'vendored' | 'generated' | undefined {
  const lower = withoutPackage(path.toLowerCase());
  if (VENDORED.test(lower)) return 'vendored';
  if (GENERATED.test(lower)) return 'generated';
  if (TEST_FOLDER.test(lower) || TEST_PROJECT.test(lower) || TEST_FILE.test(lower)) return 'test';
  return TOOLING_FOLDER.test(lower) || TOOLING_FILE.test(lower) ? 'tooling' : undefined;
}

/** Packages of the JVM are folders too, and Spring's generator calls the first one `com.example.demo`. */
function withoutPackage(path: string): string {
  return path.replace(/((?:^|\/)src\/\w{1,40}\/(?:java|kotlin)\/).*\//, '$1');
}

const VENDORED =
  /(?:^|\/)(?:node_modules|bower_components|vendor|third_party|site-packages|\.venv|venv|\.yarn|pods)\//;
const GENERATED =
  /(?:^|\/)(?:dist|build|out|\.next|\.nuxt|\.output|\.svelte-kit|coverage|target|__generated__|generated|storage\/framework|bootstrap\/cache)\/|(?:\.min|\.bundle|\.generated|_pb2|\.pb|\.g)\.[a-z]+$/;
const TEST_FOLDER =
  /(?:^|\/)(?:tests?|[\w.-]{1,60}[_-]tests|__tests__|__mocks__|mocks|specs?|e2e|cypress|playwright|fixtures?|testdata|test-utils|load-?tests?|k6|benchmarks?|bench)\//;
const TEST_FILE =
  /(?:^|\/)(?:test_[^/]*|conftest)\.py$|[._-](?:test|tests|spec|e2e|cy|stories|story|mock|bench)\.[a-z]+$|_test\.(?:go|py|rb)$|_spec\.rb$|tests?\.(?:java|kt|cs|php)$/;
/** `Api.Tests/`, `Api.IntegrationTests/` of .NET; `src/androidTest/`, `src/integrationTest/` of the JVM. */
const TEST_PROJECT = /(?:^|\/)[\w-]{1,100}\.\w{0,40}tests?\/|\/src\/\w{0,40}test\//;
/** Applications that are installed somewhere stand at the top of a monorepo: `src/mobile/` is a part of a website. */
const TOOLING_FOLDER =
  /^(?:apps\/|packages\/)?(?:desktop|electron|mobile|ios|android|(?:browser-|chrome-)?extension)\/|(?:^|\/)(?:scripts?|tools?|examples?|samples?|demos?|docs?|\.github|\.railway|\.storybook|stories|migrations|alembic|seeds?|seeders)\//;
const TOOLING_FILE =
  /(?:^|\/)(?:(?:vite|vitest|jest|playwright|cypress|webpack|rollup|tailwind|postcss|eslint|prettier|babel|tsup|drizzle|knexfile|codegen|commitlint|karma|wdio|metro)(?:\.[\w.-]+)?\.[cm]?[jt]s|gulpfile\.[cm]?js|gruntfile\.js|setup\.py|noxfile\.py|fabfile\.py|tasks\.py|rakefile|db\/(?:seeds|schema)\.rb|config\/environments\/(?:development|test)\.rb|config\/deploy\.rb|_ide_helper\.php|rector\.php)$/;
