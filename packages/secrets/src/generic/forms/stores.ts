import { baseName } from '../file-kind.js';
import type { Candidate, FileForm } from '../form.js';
import { linesOf } from '../lines.js';
import { classifyName } from '../names.js';

const PAIR = /"(?<name>[\w.-]{1,80})"[ \t]{0,8}:[ \t]{0,8}"(?<value>(?:[^"\\\n]|\\.){1,1024})"/dg;
const ELEMENT = /<(?<name>[A-Za-z][\w.-]{0,60})(?:[ \t][^<>\n]{0,200})?>(?<value>[^<>\n]{1,1024})<\//dg;
const ATTRIBUTE = /[ \t](?<name>[A-Za-z][\w.-]{0,60})[ \t]{0,4}=[ \t]{0,4}"(?<value>[^"\n]{1,1024})"/dg;

interface Store {
  readonly id: string;
  readonly kind: string;
  readonly names: RegExp;
  readonly patterns: readonly RegExp[];
  /** Which names hold a secret; those that say so when left out. */
  readonly holds?: RegExp;
}

function formOf({ id, kind, names, patterns, holds }: Store): FileForm {
  const isSecret = (name: string): boolean => (holds ? holds.test(name) : classifyName(name) !== undefined);
  return {
    id,
    reads: (path) => names.test(baseName(path)) || names.test(path.toLowerCase()),
    *find(text) {
      for (const { text: line, at } of linesOf(text))
        for (const pattern of patterns) yield* pairsOf(line, at, pattern, kind, isSecret);
    },
  };
}

function* pairsOf(
  line: string,
  at: number,
  pattern: RegExp,
  kind: string,
  isSecret: (name: string) => boolean,
): Generator<Candidate> {
  for (const match of line.matchAll(pattern)) {
    const name = match.groups?.['name'] ?? '';
    const [start, end] = match.indices?.groups?.['value'] ?? [0, 0];
    if (isSecret(name)) yield { kind, start: at + start, end: at + end, name, trust: 'stored' };
  }
}

/** Clients for FTP and SFTP, alone and in editors. */
export const FTP_JSON = formOf({
  id: 'ftp-json',
  kind: 'ftp-client-password',
  names:
    /^(?:sftp-config(?:-alt\d?)?|\.?sftp|\.?ftpconfig|\.?ftp-config|\.remote-sync|deployment-config|\.ftppass|\.ftp-sync|\.?ftp-simple|\.ftpsync_settings|\.vscode-sftp)(?:\.json)?$/,
  patterns: [PAIR],
});

export const FTP_XML = formOf({
  id: 'ftp-xml',
  kind: 'ftp-client-password',
  names:
    /^(?:filezilla|recentservers|sitemanager|fzdefaults|webservers|cyberduck|totalcmd|wcx_ftp)(?:-\d+)?\.xml$|\.duck$/,
  patterns: [ELEMENT, ATTRIBUTE],
});

export const DATABASE_CLIENT = formOf({
  id: 'database-client',
  kind: 'database-client-password',
  names:
    /^(?:robomongo|robo3t|\.?dbeaver.*|data-?sources(?:-\d+)?|\.dbeaver-data-sources.*|credentials-config|connections|sqltools|servers|\.compass-connections|datasources\.local)\.(?:json|xml)$/,
  patterns: [PAIR, ATTRIBUTE, ELEMENT],
});

/** Firefox's and Thunderbird's: readable for whoever has `key4.db`, which lies beside it, without a primary password. */
export const BROWSER_LOGINS = formOf({
  id: 'browser-logins',
  kind: 'browser-saved-login',
  names: /^(?:logins|signons|logins-backup)\.json$/,
  patterns: [PAIR],
  holds: /^encrypted(?:Username|Password)$/,
});

/** Maven's settings, NuGet's sources, Composer's and Ivy's credentials. */
export const BUILD_TOOLS = formOf({
  id: 'build-tools',
  kind: 'package-registry-credential',
  names:
    /(?:^|\/)(?:\.m2\/settings|settings-security|maven-settings|ivysettings)\.xml$|(?:^|\/)(?:\.composer\/|composer\/)?auth\.json$/,
  patterns: [PAIR, ELEMENT],
});

/** https://learn.microsoft.com/nuget/reference/nuget-config-file#packagesourcecredentials */
export const NUGET: FileForm = {
  id: 'nuget-config',
  reads: (path) => baseName(path) === 'nuget.config',
  *find(text) {
    const pattern =
      /<add[ \t]+key="(?<name>ClearTextPassword|Password|[^"\n]{0,80}apikey[^"\n]{0,40})"[ \t]+value="(?<value>[^"\n]{1,1024})"/dgi;
    for (const { text: line, at } of linesOf(text))
      yield* pairsOf(line, at, pattern, 'package-registry-credential', () => true);
  },
};
