import type { Language } from '../language.js';

/** How a language writes what is asked about its environment. The patterns meet single nodes, strings taken out. */
export interface WrittenForms {
  /** A file with none of them (any case) says nothing of the environment. */
  readonly keywords: readonly string[];
  readonly callTypes: readonly string[];
  /** What is called, whole: a log. */
  readonly log: RegExp;
  /** What is called, whole: an answer to whoever asks. */
  readonly response?: RegExp;
  /** All of the environment, as an expression. */
  readonly whole: RegExp;
  /** Functions around it that keep the values, whole. */
  readonly keeps?: RegExp;
  /** Node types of reads by a computed name, and their text. */
  readonly dynamicTypes: readonly string[];
  readonly dynamic: RegExp;
  /** Calls that load a `.env` file over what is set, whole. */
  readonly override?: RegExp;
}

const LOGGER = String.raw`(?:[\w$]{1,40}\.){0,4}(?:log|logger|logging|LOG|LOGGER|_logger|slog|Log)\.[\w]{1,20}`;

const SCRIPT: WrittenForms = {
  keywords: ['process.env', 'import.meta.env', 'bun.env', 'deno.env', '$env/', 'dotenv', 'getenv', 'env('],
  callTypes: ['call_expression'],
  log: new RegExp(
    String.raw`^(?:console\.\w{1,10}|${LOGGER}|debug|consola(?:\.\w{1,10})?|winston\.\w{1,10})$`,
  ),
  response:
    /^(?:res|response|reply|ctx|c|Response|NextResponse)(?:\.status\(\w{1,10}\))?\.(?:json|send|end)$/,
  whole: /\b(?:process\.env|Bun\.env|Deno\.env\.toObject\(\))(?![\w$]|\s{0,5}(?:\??\.|\[))/g,
  keeps:
    /^(?:JSON\.stringify|(?:util\.)?inspect|Object\.(?:entries|values|assign|fromEntries)|structuredClone)$/,
  dynamicTypes: ['subscript_expression'],
  dynamic: /^(?:process\.env|import\.meta\.env|Bun\.env)(?:\?\.)?\[\s{0,20}[^'"`\s\d]/,
};

const JVM = {
  keywords: ['getenv', '@value', 'dotenv', 'configproperty', 'environment'],
  log: new RegExp(String.raw`^(?:System\.(?:out|err)\.\w{1,10}|println|print|${LOGGER})$`),
  whole: /\bSystem\.getenv\(\)(?!\s{0,5}[.[])/g,
  keeps: /^(?:toString|String\.valueOf)$/,
  dynamic: /^System\.getenv\(\s{0,20}[^"\s)]/,
};

export const WRITTEN_FORMS: Readonly<Record<Language, WrittenForms>> = {
  javascript: SCRIPT,
  typescript: SCRIPT,
  tsx: SCRIPT,
  python: {
    keywords: ['environ', 'getenv', 'dotenv', 'settings', 'decouple', 'env('],
    callTypes: ['call'],
    log: new RegExp(String.raw`^(?:print|pprint(?:\.pprint)?|pp|${LOGGER})$`),
    response: /^(?:jsonify|(?:Json|JSON|Http)Response)$/,
    whole: /\bos\.environ\b(?!\s{0,5}(?:\.(?!items\(\)|copy\(\)|values\(\))|\[))/g,
    keeps: /^(?:dict|str|repr|list|sorted|json\.dumps|pprint\.pformat|pformat|vars)$/,
    dynamicTypes: ['subscript', 'call'],
    dynamic: /^os\.(?:environ\[|getenv\(|environ\.get\()\s{0,20}(?!['"]|[rfbuRFBU]{1,2}['"])[A-Za-z_]/,
  },
  go: {
    keywords: ['getenv', 'lookupenv', 'environ()', 'env:"', 'envconfig', 'viper', 'godotenv'],
    callTypes: ['call_expression'],
    log: new RegExp(String.raw`^(?:fmt\.(?:Print|Fprint)\w{0,3}|${LOGGER}|zap\.\w{1,10}|logrus\.\w{1,10})$`),
    response: /^(?:c|ctx)\.(?:JSON|String)$|^json\.NewEncoder\(w\)\.Encode$/,
    whole: /\bos\.Environ\(\)/g,
    keeps: /^(?:strings\.Join|fmt\.Sprint\w{0,2})$/,
    dynamicTypes: ['call_expression'],
    dynamic: /^os\.(?:Getenv|LookupEnv)\(\s{0,20}[^"`\s]/,
    override: /^godotenv\.Overload$/,
  },
  ruby: {
    keywords: ['env', 'dotenv'],
    callTypes: ['call'],
    log: new RegExp(String.raw`^(?:puts|p|pp|print|Rails\.logger\.\w{1,10}|${LOGGER})$`),
    whole: /\bENV(?:\.(?:to_h(?:ash)?|inspect|to_a|map))?\b(?!\s{0,5}[.[]|\w)/g,
    keeps: /^(?:JSON\.(?:generate|dump)|Hash)$/,
    dynamicTypes: ['element_reference', 'call'],
    dynamic: /^ENV(?:\[|\.fetch\(|\.dig\()\s{0,20}[^'":\s]/,
    override: /^Dotenv(?:::Railtie|::Rails)?\.(?:overload!?|overwrite!?)$/,
  },
  java: { ...JVM, callTypes: ['method_invocation'], dynamicTypes: ['method_invocation'] },
  kotlin: { ...JVM, callTypes: ['call_expression'], dynamicTypes: ['call_expression'] },
  csharp: {
    keywords: ['getenvironmentvariable', 'configuration', 'dotnetenv', '_config', 'config['],
    callTypes: ['invocation_expression'],
    log: new RegExp(String.raw`^(?:Console\.\w{1,10}|Debug\.\w{1,10}|Log\.\w{1,15}|${LOGGER})$`),
    whole: /\bEnvironment\.GetEnvironmentVariables\(\)/g,
    keeps: /^(?:JsonSerializer\.Serialize|string\.Join|JsonConvert\.SerializeObject)$/,
    dynamicTypes: ['invocation_expression'],
    dynamic: /^(?:System\.)?Environment\.GetEnvironmentVariable\(\s{0,20}[^"@\s]/,
  },
  php: {
    keywords: ['getenv', '$_env', '$_server', "env('", 'env("', 'env::', 'phpinfo', 'dotenv'],
    callTypes: ['function_call_expression', 'scoped_call_expression', 'member_call_expression'],
    log: /^(?:var_dump|print_r|var_export|error_log|dump|dd|Log::\w{1,10}|logger\(\)->\w{1,10}|\$(?:this->)?logger->\w{1,10})$/,
    whole: /\$_ENV\b(?!\s{0,5}\[)|\bgetenv\(\)/g,
    keeps: /^(?:json_encode|print_r|var_export|serialize)$/,
    dynamicTypes: ['function_call_expression', 'subscript_expression'],
    dynamic: /^(?:(?:getenv|env)\(\s{0,20}\$|\$_ENV\[\s{0,20}\$)/,
    override: /^(?:Dotenv\\)?Dotenv::create(?:Unsafe)?Mutable$/,
  },
  rust: {
    keywords: ['env::', 'env!(', 'env =', 'dotenv', 'envy::'],
    callTypes: ['macro_invocation'],
    log: /^(?:e?println|e?print|dbg|(?:log|tracing)::\w{1,10}|info|debug|warn|error|trace)!$/,
    whole: /\b(?:std::)?env::vars(?:_os)?\(\)/g,
    dynamicTypes: ['call_expression'],
    dynamic: /^(?:std::)?env::var(?:_os)?\(\s{0,20}&?(?!")[A-Za-z_]/,
    override: /^(?:dotenvy?::)?(?:dotenv_override|from_path_override|from_filename_override)$/,
  },
};
