import type { Call, SourceFile } from '../common/source-file.js';
import type { UrlUse } from '../facts.js';

/** What a call does with an address. */
export function role(call: Call, file: SourceFile): UrlUse['role'] | 'silent' | undefined {
  const written = file.writtenName(call);
  if (LOGS.test(written) || TALKS.test(call.method)) return 'silent';
  const name = file.nameOf(call) ?? `${file.originOf(call) ?? ''}.${call.method}`;
  if (name.startsWith('strings.') || name.startsWith('errors.')) return 'silent';
  if (/websocket[./]/.test(name) && /Dial/.test(call.method)) return 'websocket';
  return CLIENTS.some(([from, method]) => name.startsWith(from) && method.test(call.method))
    ? 'request'
    : undefined;
}

const LOGS =
  /(?:^|\.)(?:log|logger|slog|zap|sugar|logrus|zerolog|klog|glog|l)\.\w+$|^(?:panic|print|println)$/i;
const TALKS =
  /^(?:Print(?:f|ln)?|Fprint(?:f|ln)?|Errorf|(?:Debug|Info|Warn|Warning|Error|Fatal|Panic|Trace)(?:f|ln|w)?|Msgf?|Wrapf?|Str)$/;
/** Packages by the beginning of their path, and the functions of theirs that take an address. */
const CLIENTS: readonly (readonly [string, RegExp])[] = [
  ['net/http.', /^(?:Get|Post|Head|PostForm|NewRequest(?:WithContext)?|Do)$/],
  ['net/http/httputil.', /^NewSingleHostReverseProxy$/],
  ['database/sql.', /^Open$/],
  ['github.com/jmoiron/sqlx', /^(?:Connect|Open|MustConnect|MustOpen)$/],
  ['github.com/jackc/pgx', /^(?:Connect|New|ParseConfig|ConnectConfig)$/],
  ['gorm.io/driver/', /^Open$/],
  ['github.com/redis/go-redis', /^(?:ParseURL|NewClient)$/],
  ['github.com/go-redis/redis', /^(?:ParseURL|NewClient)$/],
  ['github.com/gomodule/redigo', /^Dial(?:URL)?$/],
  ['go.mongodb.org/mongo-driver', /^(?:Connect|ApplyURI)$/],
  ['github.com/rabbitmq/amqp091-go', /^Dial/],
  ['github.com/streadway/amqp', /^Dial/],
  ['github.com/nats-io/nats.go', /^Connect$/],
  ['google.golang.org/grpc', /^(?:Dial|DialContext|NewClient)$/],
  ['github.com/go-resty/resty', /^(?:SetBaseURL|Get|Post|Put|Patch|Delete)$/],
  ['github.com/imroc/req', /^(?:Get|Post|Put|Patch|Delete|SetBaseURL)$/],
];
