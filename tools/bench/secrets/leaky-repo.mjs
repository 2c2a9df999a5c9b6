import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Lines of leaky-repo (commit 2e95135) that are a risk, and lines that inform. Its list only counts them for each file;
 * which they are was read from the files, whose comments and the list's own say it. Six counts of the list are larger
 * than what the files hold (most are swapped with the informative lines), so that these are 88 and not 96.
 */
const RISK = {
  '.bash_profile': [12, 20, 21, 22, 23, 24],
  '.bashrc': [105, 106, 109],
  '.docker/.dockercfg': [4, 8],
  '.docker/config.json': [5, 9],
  '.mozilla/firefox/logins.json': [11, 12, 27, 28, 43, 44, 59, 60],
  '.ssh/id_rsa': [1],
  'cloud/.credentials': [4, 7],
  'cloud/.s3cfg': [1],
  'cloud/.tugboat': [4],
  'cloud/heroku.json': [4],
  'db/dump.sql': [32, 33, 34, 35, 36, 37, 38, 39, 40, 41],
  'db/mongoid.yml': [4],
  'etc/shadow': [20],
  'filezilla/recentservers.xml': [13, 30],
  'filezilla/filezilla.xml': [13],
  'misc-keys/cert-key.pem': [1],
  'misc-keys/putty-example.ppk': [1],
  proftpdpasswd: [1],
  'web/ruby/config/master.key': [1],
  'web/ruby/secrets.yml': [14, 17, 22],
  'web/var/www/.env': [5, 14, 23, 33],
  '.npmrc': [7, 9],
  'web/var/www/public_html/wp-config.php': [20, 33, 35, 37, 39, 41, 43, 45, 47],
  'web/var/www/public_html/.htpasswd': [1],
  '.git-credentials': [1],
  'db/robomongo.json': [14, 22, 27],
  'web/js/salesforce.js': [7],
  '.netrc': [1, 2],
  hub: [4],
  config: [10],
  'db/.pgpass': [2],
  'ventrilo_srv.ini': [7, 8],
  'web/var/www/public_html/config.php': [11],
  'db/dbeaver-data-sources.xml': [4],
  '.esmtprc': [4],
  'web/django/settings.py': [24],
  'deployment-config.json': [5],
  '.ftpconfig': [6, 12],
  '.remote-sync.json': [17],
  '.vscode/sftp.json': [6],
  'sftp-config.json': [15],
  '.idea/WebServers.xml': [6],
};
const INFORMATIVE = {
  '.bash_profile': [11, 18, 19, 25, 26],
  '.bashrc': [104, 107, 108],
  '.docker/.dockercfg': [3, 7],
  '.docker/config.json': [4, 8],
  '.mozilla/firefox/logins.json': [
    6, 15, 16, 17, 18, 22, 31, 32, 33, 34, 38, 47, 48, 49, 50, 54, 63, 64, 65, 66,
  ],
  '.ssh/id_rsa.pub': [1],
  'cloud/.credentials': [3, 6],
  'cloud/.s3cfg': [2, 4],
  'cloud/.tugboat': [3, 6],
  'cloud/heroku.json': [3],
  'filezilla/recentservers.xml': [6, 11, 23, 28],
  'filezilla/filezilla.xml': [6, 11],
  'high-entropy-misc.txt': [1, 2],
  'misc-keys/putty-example.ppk': [4],
  'web/var/www/.env': [8, 10, 12, 21, 28, 31],
  '.npmrc': [5],
  'web/var/www/public_html/wp-config.php': [16, 18, 22],
  'db/robomongo.json': [13, 17, 21, 26],
  hub: [3],
  config: [3, 5, 8],
  'web/var/www/public_html/config.php': [4, 7, 9],
  '.esmtprc': [2, 3],
  'deployment-config.json': [3, 4, 7],
  '.ftpconfig': [3, 5, 8],
  '.remote-sync.json': [9, 16],
  '.vscode/sftp.json': [3, 4, 5],
  'sftp-config.json': [13, 14, 18],
  '.idea/WebServers.xml': [5],
};

/** Private keys take many lines: wherever in them a scanner points, it is the first line that was found. */
const BLOCKS = [
  { path: '.ssh/id_rsa', first: 1, last: 27 },
  { path: 'misc-keys/cert-key.pem', first: 1, last: 28 },
  { path: 'misc-keys/putty-example.ppk', first: 11, last: 26 },
];

/** The line that a finding counts as. */
export function countedLine(path, line) {
  const block = BLOCKS.find(({ path: of, first, last }) => of === path && line >= first && line <= last);
  return block ? 1 : line;
}

export const EXPECTED = { risk: places(RISK), informative: places(INFORMATIVE) };

function places(byFile) {
  return new Set(Object.entries(byFile).flatMap(([path, lines]) => lines.map((line) => `${path}:${line}`)));
}

/** The list's own counts for each file. */
export function listed(root) {
  return readFileSync(join(root, '.leaky-meta/secrets.csv'), 'utf8')
    .split('\n')
    .filter((line) => line.includes(',') && !line.startsWith('#'))
    .map((line) => line.split(','))
    .map(([path, risk]) => ({ path, risk: Number(risk) }));
}
