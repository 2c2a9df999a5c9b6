import type { Severity } from '@railgate/contract';

/** What becomes of one code of ruff's flake8-bandit rules. */
export type CodeTreatment =
  /** Reported as it stands. */
  | { readonly is: 'reported'; readonly ruleId: string; readonly severity: Severity; readonly why: string }
  /** Our own check of the same thing sees more: where the value comes from, or what it is used for. */
  | { readonly is: 'covered'; readonly ruleId: string; readonly why: string }
  | { readonly is: 'dropped'; readonly why: string };

const reported = (ruleId: string, severity: Severity, why: string): CodeTreatment => ({
  is: 'reported',
  ruleId,
  severity,
  why,
});
const covered = (ruleId: string, why: string): CodeTreatment => ({ is: 'covered', ruleId, why });
const dropped = (why: string): CodeTreatment => ({ is: 'dropped', why });

const XML = reported(
  'lint/unsafe-xml',
  'low',
  'Python’s own XML parsers expand entities; a small document fills the memory.',
);
const IMPORT = dropped('An import does nothing by itself; the calls are looked at.');
const FLOW = 'The flow says whether a request reaches it; a constant or computed value alone proves nothing.';

/** Every S code of the installed ruff, with the reason. A test holds the table against what ruff emits. */
export const RUFF_CODES: Readonly<Record<string, CodeTreatment>> = {
  S101: dropped('Assertions are how tests speak, and guards written as assertions are seen by the flow.'),
  S102: covered('lint/code-injection', FLOW),
  S103: reported('lint/insecure-permissions', 'low', 'A file that everyone may write or run.'),
  S104: dropped('A service on Railway must listen on all interfaces.'),
  S105: dropped('Hard-coded credentials belong to the secrets gate.'),
  S106: dropped('Hard-coded credentials belong to the secrets gate.'),
  S107: dropped('Hard-coded credentials belong to the secrets gate.'),
  S108: dropped('A container has its /tmp for itself; names that others guess are S306.'),
  S110: dropped('A question of style; the handlers that matter are looked at for their logs.'),
  S112: dropped('A question of style; the handlers that matter are looked at for their logs.'),
  S113: reported(
    'lint/request-without-timeout',
    'low',
    'A server that never answers holds a worker for ever.',
  ),
  S201: reported(
    'lint/debug-server',
    'medium',
    'The debugger of Werkzeug runs any code that a visitor types.',
  ),
  S202: covered('lint/path-traversal', 'Only archives that somebody else wrote can name files outside.'),
  S301: covered('lint/unsafe-deserialization', FLOW),
  S302: covered('lint/unsafe-deserialization', FLOW),
  S303: covered('lint/weak-crypto', 'A hash is weak where it protects something, and fine for a cache key.'),
  S304: reported('lint/weak-crypto', 'high', 'A broken cipher.'),
  S305: reported('lint/weak-crypto', 'high', 'A mode that shows which blocks are equal.'),
  S306: reported(
    'lint/insecure-temp-file',
    'medium',
    'Between the name and the file, another process can make it.',
  ),
  S307: covered('lint/code-injection', FLOW),
  S308: covered('lint/cross-site-scripting', FLOW),
  S310: dropped('A scheme check on every urlopen is noise; addresses without encryption are plain-http.'),
  S311: covered('lint/insecure-random', 'Random numbers are fine unless they become a token.'),
  S312: reported('lint/cleartext-protocol', 'medium', 'Telnet sends passwords as they are.'),
  S313: XML,
  S314: XML,
  S315: XML,
  S316: XML,
  S317: XML,
  S318: XML,
  S319: XML,
  S320: dropped('lxml refuses entity bombs since version 5; ruff removed the rule.'),
  S321: reported('lint/cleartext-protocol', 'medium', 'FTP sends passwords as they are.'),
  S323: covered('lint/tls-verification-disabled', 'Our own check names the call.'),
  S324: covered('lint/weak-crypto', 'A hash is weak where it protects something, and fine for a cache key.'),
  S401: IMPORT,
  S402: IMPORT,
  S403: IMPORT,
  S404: IMPORT,
  S405: IMPORT,
  S406: IMPORT,
  S407: IMPORT,
  S408: IMPORT,
  S409: IMPORT,
  S410: IMPORT,
  S411: IMPORT,
  S412: IMPORT,
  S413: IMPORT,
  S415: IMPORT,
  S501: covered('lint/tls-verification-disabled', 'Our own check leaves requests to the own machine out.'),
  S502: reported('lint/weak-crypto', 'medium', 'A protocol version that is broken.'),
  S503: reported('lint/weak-crypto', 'medium', 'A protocol version that is broken, as a default.'),
  S504: dropped('ssl.wrap_socket is gone since Python 3.12.'),
  S505: reported('lint/weak-crypto', 'high', 'A key short enough to be broken.'),
  S506: covered('lint/unsafe-deserialization', FLOW),
  S507: reported(
    'lint/tls-verification-disabled',
    'medium',
    'Any machine may answer in place of the server.',
  ),
  S508: reported('lint/cleartext-protocol', 'low', 'SNMP 1 and 2 send their community name as it is.'),
  S509: reported('lint/cleartext-protocol', 'low', 'SNMP 3 without encryption.'),
  S601: covered('lint/command-injection', FLOW),
  S602: covered('lint/command-injection', FLOW),
  S603: dropped('A list without a shell is the right way.'),
  S604: covered('lint/command-injection', FLOW),
  S605: covered('lint/command-injection', FLOW),
  S606: covered('lint/command-injection', FLOW),
  S607: dropped('A container decides what its PATH holds.'),
  S608: covered('lint/sql-injection', FLOW),
  S609: covered('lint/command-injection', FLOW),
  S610: covered('lint/sql-injection', FLOW),
  S611: covered('lint/sql-injection', FLOW),
  S612: reported(
    'lint/code-injection',
    'medium',
    'logging.config.listen runs what anybody sends to its port.',
  ),
  S701: covered(
    'lint/cross-site-scripting',
    'Only where the file makes HTML is a missing autoescape a hole.',
  ),
  S702: covered('lint/cross-site-scripting', FLOW),
  S704: covered('lint/cross-site-scripting', FLOW),
};

/** What ruff is asked for. */
export const REPORTED_CODES: readonly string[] = Object.entries(RUFF_CODES).flatMap(([code, treatment]) =>
  treatment.is === 'reported' ? [code] : [],
);
