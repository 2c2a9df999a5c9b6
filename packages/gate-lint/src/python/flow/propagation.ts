import { remembered } from './remembered.js';
import type { Hazard } from './value.js';

/** Functions whose result is as tainted as their arguments. Everything else that is not known gives a clean value. */
const CARRIERS = new Set([
  ...'str bytes bytearray repr format list dict tuple set frozenset sorted reversed enumerate zip map filter iter next max min getattr vars'.split(
    ' ',
  ),
  'os.path.join',
  'os.path.normpath',
  'os.path.abspath',
  'os.path.realpath',
  'os.path.expanduser',
  'os.path.dirname',
  'os.path.splitext',
  'os.path.split',
  'os.fspath',
  'os.fsdecode',
  'posixpath.join',
  'pathlib.Path',
  'pathlib.PurePath',
  'pathlib.PosixPath',
  'anyio.Path',
  'aiopath.AsyncPath',
  'urllib.parse.unquote',
  'urllib.parse.unquote_plus',
  'urllib.parse.urljoin',
  'urllib.parse.urlparse',
  'urllib.parse.urlsplit',
  'urllib.parse.urlunparse',
  'urllib.parse.parse_qs',
  'urllib.parse.parse_qsl',
  'json.loads',
  'json.load',
  'base64.b64decode',
  'base64.urlsafe_b64decode',
  'base64.decodebytes',
  'binascii.unhexlify',
  'bytes.fromhex',
  'codecs.decode',
  'zlib.decompress',
  'gzip.decompress',
  'bz2.decompress',
  'io.BytesIO',
  'io.StringIO',
  'copy.copy',
  'copy.deepcopy',
  'textwrap.dedent',
  'string.Template',
  'itertools.chain',
  'collections.OrderedDict',
  'functools.reduce',
  'asyncio.wait_for',
  'typing.cast',
  'django.utils.encoding.force_str',
  'django.utils.encoding.smart_str',
  'fastapi.encoders.jsonable_encoder',
  're.sub',
  're.split',
  're.findall',
  're.match',
  're.search',
  're.fullmatch',
  'shlex.split',
  'html.unescape',
  'sqlalchemy.text',
  'unicodedata.normalize',
  'os.path.relpath',
]);

export function carries(name: string): boolean {
  return CARRIERS.has(name);
}

/** Functions after which a value does no harm of some kinds. */
const SANITIZERS: readonly (readonly [RegExp, readonly Hazard[]])[] = [
  [
    /(?:^|\.)(?:html\.escape|markupsafe\.escape|flask\.escape|bleach\.clean|nh3\.clean|conditional_escape|cgi\.escape|django\.utils\.html\.escape|escapejs|strip_tags|sanitize_html)$/,
    ['html'],
  ],
  [/^(?:shlex|pipes)\.quote$/, ['command']],
  [/^urllib\.parse\.(?:quote|urlencode)$/, ['redirect', 'html', 'sql', 'command']],
  [/^(?:os\.path\.basename|ntpath\.basename|posixpath\.basename)$/, ['path']],
  [
    /(?:^|\.)(?:secure_filename|get_valid_filename|sanitize_filename|safe_join)$/,
    ['path', 'command', 'html', 'sql'],
  ],
  [/^(?:re|regex)\.escape$/, ['regex', 'code', 'sql']],
  [/(?:^|\.)(?:quote_ident|quote_name|escape_string|quote_identifier)$/, ['sql']],
];

const sanitizing = remembered((name: string) => SANITIZERS.find(([pattern]) => pattern.test(name))?.[1]);

export function sanitizes(name: string): readonly Hazard[] | undefined {
  return sanitizing(name);
}

/** Methods of a tainted object that say something about it instead of handing it on. */
const ANSWERS = new Set(
  (
    'startswith endswith isdigit isalnum isalpha isdecimal isnumeric isidentifier islower isupper isspace istitle isascii count find rfind index rindex ' +
    'exists is_file is_dir is_relative_to is_absolute bit_length timestamp toordinal total_seconds isoformat hexdigest digest ' +
    'is_valid verify check has_key keys set add append update clear remove close save delete commit send send_text send_json send_bytes accept'
  ).split(' '),
);

export function answers(method: string): boolean {
  return ANSWERS.has(method);
}

/** Methods that put their arguments into the object. */
const MUTATORS = new Set('append extend add insert update setdefault appendleft write writelines'.split(' '));

export function mutates(method: string): boolean {
  return MUTATORS.has(method);
}

/** Parts of a tainted object that are harmless in one way: the name of a path has no folder in it. */
const PARTS: Readonly<Record<string, readonly Hazard[]>> = {
  name: ['path'],
  stem: ['path'],
  suffix: ['path', 'sql', 'command'],
};

export function partIsClean(attribute: string, owner: string | undefined): readonly Hazard[] | undefined {
  return owner === 'pathlib.Path()' ? PARTS[attribute] : undefined;
}

/** Attributes of an incoming request that its sender chooses. */
export const REQUEST_PARTS = new Set(
  (
    'args form values json data headers cookies files view_args query_string stream GET POST META FILES COOKIES body query_params path_params ' +
    'match_info query params matchdict json_body forms raw_body content get_json get_data read text post body_arguments query_arguments arguments ' +
    'receive receive_text receive_json receive_bytes iter_text iter_json iter_bytes recv message'
  ).split(' '),
);

/** Of those, the ones that are the whole body, which holds a password when somebody signs in. */
export const REQUEST_BODIES = new Set(
  'form values json data POST body get_json get_data post read text'.split(' '),
);

/** Those that carry credentials as a whole. */
export const REQUEST_CREDENTIALS = new Set('headers cookies COOKIES META'.split(' '));
