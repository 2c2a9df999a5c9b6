/** What a `.env` file is for, by its name. */
export type EnvFileRole = 'example' | 'development' | 'production' | 'base';

/** `.env`, `.env.production`, `.env.example`, also behind a name: `api.env`, `railway.env.example`. */
export function isEnvFile(path: string): boolean {
  return (
    /(?:^|\/)[\w-]{0,60}\.env(?:\.[\w.-]{1,60})?$/.test(path) && !/\.env\.(?:[cm]?[jt]s|d\.ts|py)$/.test(path)
  );
}

export function envFileRole(path: string): EnvFileRole {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (/example|sample|template|dist|default|schema/.test(name)) return 'example';
  if (/dev|test|local|ci\b|docker|e2e/.test(name)) return 'development';
  return /prod|railway|staging|deploy/.test(name) ? 'production' : 'base';
}
