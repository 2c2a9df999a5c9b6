import type { SourceFile } from '../common/source-file.js';
import type { UrlUse } from '../facts.js';
import { textOf } from '../possible.js';
import { connectionAddress } from '../settings/connection-string.js';
import type { Value } from '../value.js';

const TAKES =
  /^(?:UseNpgsql|UseSqlServer|UseMySql|UseMySQL|NpgsqlConnection|SqlConnection|MySqlConnection|AddNpgsqlDataSource)$/;

/** Connection strings that are written into the code: `UseNpgsql("Host=localhost;Database=app")`. */
export function connectionsOf(file: SourceFile): UrlUse[] {
  return file.calls.flatMap((call): UrlUse[] => {
    const value = TAKES.test(call.method) ? file.argument(call, 0) : undefined;
    const written = value?.kind === 'env' ? value.fallback : value;
    const address = connectionAddress(textOf(written) ?? '');
    // A setting of appsettings.json is reported where it stands.
    if (!value || !written || address === undefined || written.place.path !== file.syntax.path) return [];
    const known: Value = { kind: 'literal', value: address, place: written.place };
    const isFallback = value.kind === 'env';
    return [
      {
        ...file.at(call.node),
        value: known,
        role: isFallback ? 'fallback' : 'request',
        inBrowser: false,
        ...(isFallback && { name: value.names[0] }),
      },
    ];
  });
}
