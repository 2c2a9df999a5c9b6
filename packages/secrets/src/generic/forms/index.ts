import type { FileForm } from '../form.js';
import { GIT_CREDENTIALS, PASSWORD_FILE, PGPASS } from './colons.js';
import { RAILS_KEY, SQL_DUMP, TERRAFORM, WORDPRESS } from './frameworks.js';
import { KUBECONFIG, KUBERNETES_SECRET } from './kubernetes.js';
import { NAMED_VALUES } from './pairs.js';
import { CODECOV, DOCKER, NPMRC, REGISTRIES, YARNRC } from './registries.js';
import { DOCKERFILE, DOTENV, SETTINGS, SHELL_PROFILE } from './settings.js';
import { BROWSER_LOGINS, BUILD_TOOLS, DATABASE_CLIENT, FTP_JSON, FTP_XML, NUGET } from './stores.js';
import { SQL_ROWS } from './sql-rows.js';
import { MAIL_CLIENT, NETRC } from './words.js';
import { XML } from './xml.js';

/** Files that are known by their names. */
export const FORMS: readonly FileForm[] = [
  NETRC,
  MAIL_CLIENT,
  PGPASS,
  PASSWORD_FILE,
  GIT_CREDENTIALS,
  DOTENV,
  SHELL_PROFILE,
  SETTINGS,
  NPMRC,
  YARNRC,
  REGISTRIES,
  DOCKER,
  CODECOV,
  BUILD_TOOLS,
  NUGET,
  FTP_JSON,
  FTP_XML,
  DATABASE_CLIENT,
  BROWSER_LOGINS,
  WORDPRESS,
  RAILS_KEY,
  TERRAFORM,
  SQL_DUMP,
  SQL_ROWS,
  KUBECONFIG,
  KUBERNETES_SECRET,
  NAMED_VALUES,
  XML,
  DOCKERFILE,
];
