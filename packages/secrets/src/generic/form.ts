/**
 * What is known of a value from where it stands. `stored`: only a secret stands there (`.pgpass`, `.env`, a credential
 * store), so even a weak one counts. `config`: given to a telling name in a file of settings. `given`: given to a telling
 * name anywhere else: it must look like a secret.
 */
export type Trust = 'stored' | 'config' | 'given';

/** A value that may be a secret, in UTF-16 offsets of the text that was read. */
export interface Candidate {
  /** Id of the kind. */
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  /** What the value is given to: `DB_PASSWORD`, `spring.datasource.password`. Empty where the form has no name. */
  readonly name: string;
  /** Handed to `notASecret`. */
  readonly trust: Trust;
}

/** A file whose form is known: its secrets are where the form puts them, whatever they look like. */
export interface FileForm {
  /** `netrc`, `htpasswd`, `pgpass`, `docker-auth`, `npmrc`. */
  readonly id: string;
  /** By name only. */
  reads(path: string): boolean;
  /** One of these is in every text that holds something: the others are not decoded. ASCII. */
  readonly needs?: readonly string[];
  /** In bounded time on any text. */
  find(text: string, path: string): Iterable<Candidate>;
}
