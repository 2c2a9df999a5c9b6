/**
 * A connection string of .NET as an address: `Host=localhost;Port=5432;Database=app` is `postgresql://localhost:5432`.
 * Nothing for files (SQLite) and for what is no list of keys.
 */
export function connectionAddress(text: string): string | undefined {
  const keys = new Map(
    text
      .slice(0, 2000)
      .split(';')
      .flatMap((part): [string, string][] => {
        const equals = part.indexOf('=');
        return equals < 0
          ? []
          : [[part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim()]];
      }),
  );
  const host = keys.get('host') ?? keys.get('server') ?? keys.get('data source') ?? keys.get('address');
  const [, name, port] = /^(?:tcp:)?([\w.-]{1,100})(?:[,:](\d{1,5}))?$/.exec(host ?? '') ?? [];
  if (name === undefined || /\.(?:db|sqlite3?)$/i.test(name) || !keys.has('database')) return undefined;
  const scheme = keys.has('host') ? 'postgresql' : keys.has('uid') ? 'mysql' : 'sqlserver';
  const where = port ?? keys.get('port');
  return `${scheme}://${name}${where === undefined ? '' : `:${where}`}`;
}
