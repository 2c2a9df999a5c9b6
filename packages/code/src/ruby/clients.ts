import type { SourceFile } from '../common/source-file.js';
import type { ClientSetting } from '../facts.js';
import type { Value } from '../value.js';

const LIBRARIES: ReadonlyMap<string, string> = new Map([
  ['Redis::new', 'redis'],
  ['RedisClient::new', 'redis'],
  ['RedisClient::config', 'redis'],
  ['PG::connect', 'pg'],
  ['PG::Connection::new', 'pg'],
  ['Sequel::connect', 'sequel'],
  ['Mysql2::Client::new', 'mysql2'],
  ['Mongo::Client::new', 'mongo'],
  ['Bunny::new', 'bunny'],
  ['ActiveRecord::Base::establish_connection', 'activerecord'],
]);

/** How clients of databases and queues are set up. What is given without a name stands under `url`. */
export function clientsOf(file: SourceFile): ClientSetting[] {
  return file.calls.flatMap((call): ClientSetting[] => {
    const library = LIBRARIES.get(file.nameOf(call) ?? '');
    if (library === undefined) return [];
    const options = new Map<string, Value>();
    for (const { name, value } of call.tree.arguments) options.set(name ?? 'url', file.evaluator.of(value));
    const whole = options.get('url');
    if (whole?.kind === 'object') for (const [key, value] of whole.entries) options.set(key, value);
    return [{ ...file.at(call.node), library, options }];
  });
}
