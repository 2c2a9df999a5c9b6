/** Why a Python file is not read, judged by its name; undefined for one that is. */
export function notScannedReason(path: string): string | undefined {
  if (path.endsWith('.pyi')) return 'declarations';
  if (
    /(?:^|\/)(?:node_modules|vendor|vendored|_vendor|site-packages|dist-packages|\.venv|venv|\.tox|\.nox|__pypackages__|\.eggs)\//.test(
      path,
    )
  ) {
    return 'dependency folder';
  }
  return undefined;
}

/** Code that only developers run: findings there are shown and fail no build. */
export function isTestPath(path: string): boolean {
  return /(?:^|\/)(?:tests?|testing|__tests__|e2e|spec|specs|fixtures)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/.test(
    path,
  );
}

export function isPython(path: string): boolean {
  return /\.pyi?$|\.pyw$/.test(path);
}
