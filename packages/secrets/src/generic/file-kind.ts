/** How values stand in a file, as far as its name tells. */
export interface FileKind {
  /**
   * A value may stand there without quotes; how far it goes: `line` to the end of the line, `word` to the next space.
   * In `yaml` to the end of the line or of the entry, and it may begin on the next line.
   */
  readonly bare?: 'line' | 'word' | 'yaml';
  /** Settings of a program or a machine, not code. */
  readonly isConfig: boolean;
}

const BY_EXTENSION: readonly (readonly [RegExp, FileKind])[] = [
  [
    /\.(?:ini|cfg|conf|cnf|cf|properties|props|prefs|service|desktop|reg|inf|rc|credentials|toml)$/,
    { bare: 'line', isConfig: true },
  ],
  [/\.(?:ya?ml|yml\.dist)$/, { bare: 'yaml', isConfig: true }],
  [/\.(?:sh|bash|zsh|ksh|fish|bats|envrc|profile|cmd|bat)$/, { bare: 'word', isConfig: false }],
  [
    /\.(?:json|jsonc|json5|xml|config|tfvars|tf|hcl|plist|csproj|pubxml|publishsettings|ipynb|settings|xcconfig|nuspec)$/,
    { isConfig: true },
  ],
  [/\.(?:env|env\..*)$|^\.env/, { bare: 'line', isConfig: true }],
];
const CONFIG_NAME =
  /^(?:config|configuration|settings?|credentials?|secrets?|database|db|local[-_.]settings|parameters|wp-config|configure|app[-_.]?config|site|connection|constants|conn)(?:[-_.](?:local|prod(?:uction)?|dev(?:elopment)?|inc|secret|private|php|global))*\.(?:php|py|js|ts|rb|cjs|mjs|inc|cs|java|go|pl)$|\.inc$/;
const DOCKERFILE = /^(?:dockerfile|containerfile|jenkinsfile|makefile|vagrantfile|procfile)|\.dockerfile$/;
const PROSE =
  /^(?:readme|license|licence|copying|authors|contributors|changelog|changes|news|todo|notice|install|thanks|history|security|version|codeowners|gemfile|rakefile|podfile|build|workspace|cmakelists)/;

let last: { readonly path: string; readonly kind: FileKind } = { path: '', kind: { isConfig: false } };

/** Asked for line after line of a file: the last answer is kept. */
export function fileKind(path: string): FileKind {
  if (last.path !== path) last = { path, kind: of(baseName(path)) };
  return last.kind;
}

/** The name of the file alone, in lower case. */
export function baseName(path: string): string {
  if (named.path !== path) named = { path, name: path.slice(path.lastIndexOf('/') + 1).toLowerCase() };
  return named.name;
}

/** Every form asks it of every file. */
let named = { path: '', name: '' };

function of(name: string): FileKind {
  for (const [pattern, kind] of BY_EXTENSION) if (pattern.test(name)) return kind;
  if (DOCKERFILE.test(name)) return { bare: 'word', isConfig: false };
  if (CONFIG_NAME.test(name)) return { isConfig: true };
  if (!name.includes('.', 1))
    return PROSE.test(name) ? { isConfig: false } : { bare: 'line', isConfig: true };
  return name.startsWith('.') && !/\.(?:[jt]sx?|[cm]js|py|rb)$/.test(name)
    ? { bare: 'line', isConfig: true }
    : { isConfig: false };
}
