/** Keeps Trivy off the network and from asking about itself. Every command knows these. */
const SILENT = ['--skip-version-check', '--disable-telemetry'] as const;

/** Java archives: names that Trivy looks into with the Java database, and cannot look into without it. */
export const JAVA_ARCHIVES = ['**/*.jar', '**/*.war', '**/*.ear', '**/*.par'] as const;

export interface ImageArguments {
  /** Paths as Trivy sees them. */
  readonly input: string;
  readonly output: string;
  readonly cache: string;
  readonly seconds: number;
  /** Licences cost a reading of every licence text, so they are asked for only where somebody judges them. */
  readonly licences: boolean;
  /** Leaves Java archives alone. */
  readonly withoutJava: boolean;
}

/**
 * Configuration files that lie in an image are not looked at: they configure something else. `-q` is not among them, since a failure says nothing then.
 */
export function imageArguments(what: ImageArguments): string[] {
  return [
    ...imageFlags(what),
    ...['--input', what.input],
    ...['--output', what.output],
    ...['--cache-dir', what.cache],
    ...['--timeout', `${what.seconds}s`],
  ];
}

/** Those on which depends what is found: the canary is proven for them. */
export function imageFlags({
  licences,
  withoutJava,
}: Pick<ImageArguments, 'licences' | 'withoutJava'>): string[] {
  return [
    'image',
    ...SILENT,
    ...['--cache-backend', 'memory'],
    '--offline-scan',
    '--skip-db-update',
    '--skip-java-db-update',
    '--skip-check-update',
    '--no-progress',
    ...['--format', 'json'],
    '--list-all-pkgs',
    ...['--scanners', licences ? 'vuln,secret,license' : 'vuln,secret'],
    // Its settings are judged in one run for all images (`checkSettings`): loading the checks takes two seconds.
    ...['--image-config-scanners', 'secret'],
    ...['--exit-code', '0'],
    ...(withoutJava ? ['--skip-files', JAVA_ARCHIVES.join(',')] : []),
  ];
}

/** @param folder that holds the Dockerfiles, as Trivy sees it */
export function dockerfileArguments(
  folder: string,
  output: string,
  cache: string,
  seconds: number,
): string[] {
  return [
    'config',
    ...SILENT,
    '--skip-check-update',
    ...['--misconfig-scanners', 'dockerfile'],
    // So that a Dockerfile without a fault is in the report, too.
    '--include-non-failures',
    ...['--format', 'json'],
    ...['--exit-code', '0'],
    ...['--output', output],
    ...['--cache-dir', cache],
    ...['--timeout', `${seconds}s`],
    folder,
  ];
}

export const VERSION_ARGUMENTS = ['version', '--format', 'json'] as const;
