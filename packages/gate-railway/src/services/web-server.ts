import type { DockerfileDocument } from '@railgate/code';

import { programOf } from '../commands/programs.js';
import { copiedFiles, type CopiedFile } from './copied-files.js';
import { joinPath } from './railway-files.js';
import type { WebServer } from './images.js';
import type { StartCommand } from './start.js';

/** What decides which web server runs a service. */
export interface WebServerSources {
  readonly root: string;
  readonly dockerfile: DockerfileDocument | undefined;
  readonly start: StartCommand | undefined;
  readonly files: ReadonlySet<string>;
  /** Railpack builds it: the only builder that takes a Caddyfile of the root for the sites that it serves itself. */
  readonly byRailpack: boolean;
}

/** The configuration of nginx or Caddy that a service runs with. */
export interface ServerFiles {
  readonly server: WebServer;
  readonly files: readonly CopiedFile[];
}

/** Programs that start others: what they start is not known. */
const STARTERS =
  /^(?:sh|bash|ash|supervisord|s6-svscan|init|run|runsvdir|foreman|honcho|overmind|concurrently|docker-entrypoint.*|.*\.sh|start.*|entrypoint.*)$/;

/** Is a server started, or may it be? Railway's start command replaces what the image would start. */
export function mayStart(server: WebServer, { start, dockerfile }: WebServerSources): boolean {
  const runs = start?.runs ?? [];
  if (runs.length === 0) return dockerfile !== undefined;
  return runs.some(({ words }) => {
    const { name } = programOf(words);
    if (server === 'apache' && /^(?:apache2?-foreground|httpd-foreground|apache2(?:ctl)?|httpd)$/.test(name))
      return true;
    return name === server || name === 'openresty' || STARTERS.test(name);
  });
}

/** The files that the web servers of a service read, as far as its image or its start command says so. */
export function serverFilesOf(sources: WebServerSources): readonly ServerFiles[] {
  if (!sources.dockerfile) return withoutImage(sources);
  const found = inImage(sources.dockerfile, sources);
  return found.filter(({ server, files }) => files.length > 0 && mayStart(server, sources));
}

function inImage(dockerfile: DockerfileDocument, { root, files }: WebServerSources): ServerFiles[] {
  const copied = (place: RegExp) =>
    copiedFiles(dockerfile, root, files, (target, source) => {
      return !SITE.test(target) && !OTHERS.test(target) && (place.test(target) || place.test(source));
    });
  const nginx = copied(/nginx|openresty/i);
  const caddy = copied(/caddy/i);
  return [
    { server: 'nginx', files: nginx.filter(isNginxFile) },
    { server: 'caddy', files: caddy.filter(({ path }) => /(?:^|\/|\.)caddyfile[^/]*$/i.test(path)) },
  ];
}

/** Pages without a build, or an application that is built to pages and has no start script. */
function isStatic(root: string, files: ReadonlySet<string>): boolean {
  return ['index.html', 'Staticfile', 'public/index.html'].some((name) =>
    files.has(joinPath(root, name) ?? ''),
  );
}

/** Where the pages stand. */
const SITE = /\/(?:share\/(?:nginx|caddy)|nginx\/html)(?:\/|$)|^\/(?:var\/www|srv)(?:\/|$)/;

/** Settings of other programs, which may be about nginx. */
const OTHERS =
  /\/etc\/(?:supervisor|apache2|httpd|logrotate|fail2ban|cron|php|s6|services?\.d)|\/php(?:-fpm)?\.d\//;

/** Scripts, pages and certificates stand beside configurations. */
function isNginxFile({ path, target }: CopiedFile): boolean {
  if (/\.(?:sh|html?|js|css|json|ya?ml|pem|crt|key|md|txt|ico|png|svg|types|lua|py|env)$/i.test(path))
    return false;
  return (
    /\.(?:conf|template|tmpl|tpl|conf\.\w+)$/i.test(path) ||
    /sites-|\/nginx\//.test(target) ||
    /nginx[^/]*$/i.test(path)
  );
}

/** A file that the start command names, or the Caddyfile of a static site (railpack.com/languages/staticfile). */
function withoutImage({ root, start, files, byRailpack }: WebServerSources): ServerFiles[] {
  const own = joinPath(root, 'Caddyfile');
  if (!start && byRailpack && own !== undefined && files.has(own) && isStatic(root, files)) {
    return [{ server: 'caddy', files: [{ path: own, target: '/Caddyfile' }] }];
  }
  return (start?.runs ?? []).flatMap(({ words, folder }): ServerFiles[] => {
    const { name, arguments: args } = programOf(words);
    if (name !== 'caddy' && name !== 'nginx') return [];
    const flag = args.findIndex((word) => /^(?:--config|-c)$/.test(word));
    const written = flag < 0 ? (name === 'caddy' ? 'Caddyfile' : undefined) : args[flag + 1];
    const paths = [joinPath(folder, written ?? ''), joinPath(root, written?.replace(/^\/app\//, '') ?? '')];
    const path = paths.find((one) => one !== undefined && files.has(one));
    return path === undefined ? [] : [{ server: name, files: [{ path, target: `/app/${path}` }] }];
  });
}
