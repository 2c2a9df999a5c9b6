import { describe, expect, it } from 'vitest';

import { findingsIn } from '../show-findings.js';

type Files = Readonly<Record<string, string>>;

const START = (command: string) =>
  `[deploy]\nstartCommand = ${JSON.stringify(command)}\nhealthcheckPath = "/up"\n`;
const puma = (code: string, command = 'bundle exec puma -C config/puma.rb', more: Files = {}): Files => ({
  'railway.toml': START(command),
  'config/puma.rb': code,
  ...more,
});
const app = (code: string, more: Files = {}): Files => ({
  'railway.toml': START('bundle exec ruby app.rb'),
  'app.rb': `require 'sinatra'\nrequire_relative 'settings'\n${code}\n`,
  'settings.rb':
    'PORT_NUMBER = 4567\nAPI_URL = "http://localhost:4000"\nORIGINS = ["https://a.com", "http://localhost:3000"]\nclass Settings\n  HOST = "127.0.0.1"\n  def self.api_url\n    "http://localhost:4000"\n  end\nend\n',
  ...more,
});

const CODE = new Set(['railway.toml', 'Dockerfile']);

/** What is said about Ruby files. */
async function inCode(files: Files): Promise<string[]> {
  const found = await findingsIn(files);
  return found.filter((line) => !CODE.has(line.split(' ').at(-1)?.split(':')[0] ?? ''));
}

describe('ports in Ruby', () => {
  it.each([
    ['the puma.rb that Rails makes', puma('threads 3\nport ENV.fetch("PORT", 3000)\nplugin :tmp_restart')],
    ['the older one', puma('port ENV.fetch("PORT") { 3000 }')],
    ['a bind with PORT', puma('bind "tcp://0.0.0.0:#{ENV.fetch(\'PORT\')}"')],
    ['PORT through a constant', puma('PORT = ENV["PORT"] || 3000\nport PORT')],
    ['settings that the command goes before', puma('port 3000', 'bundle exec puma -p $PORT')],
    ['settings that rails server goes before', puma('port 3000', 'bin/rails server -b 0.0.0.0')],
    ['settings that nobody reads', puma('port 3000', 'bundle exec falcon serve -b http://0.0.0.0:$PORT')],
    [
      'a port for development',
      puma('if ENV["RAILS_ENV"] == "development"\n  port 3000\nelse\n  port ENV["PORT"]\nend'),
    ],
    ['a socket', puma('bind "unix:///tmp/puma.sock"')],
    ['a comment', puma('# port 3000\nport ENV["PORT"]')],
    ['Sinatra on PORT', app("set :bind, '0.0.0.0'\nset :port, ENV['PORT'] || 4567")],
    [
      'Sinatra in development',
      app("configure :development do\n  set :bind, 'localhost'\n  set :port, 4567\nend"),
    ],
    ['a file that the program does not load', app('', { 'tool.rb': 'TCPServer.new("localhost", 80)' })],
    ['a test', app('', { 'spec/server_spec.rb': 'WEBrick::HTTPServer.new(Port: 8000)' })],
    [
      'an application server beside it',
      { ...app('set :port, 4567'), 'railway.toml': START('bundle exec puma') },
    ],
  ])('are silent on %s', async (_name, files) => {
    expect(await inCode(files)).toEqual([]);
  });

  it.each([
    ['a literal', puma('port 3000'), ['high fixed-listen-port config/puma.rb:1']],
    ['a literal in the default file', puma('port 3000', 'puma'), ['high fixed-listen-port config/puma.rb:1']],
    ['a constant', puma('N = 3000\nport N'), ['high fixed-listen-port config/puma.rb:2']],
    ['loopback', puma('bind "tcp://127.0.0.1:#{ENV["PORT"]}"'), ['high loopback-listener config/puma.rb:1']],
    [
      'another file by its flag',
      { ...puma('', 'puma -C config/puma/live.rb'), 'config/puma/live.rb': 'port 80' },
      ['high fixed-listen-port config/puma/live.rb:1'],
    ],
    ['an import', app("set :bind, '0.0.0.0'\nset :port, PORT_NUMBER"), ['high fixed-listen-port app.rb:4']],
    [
      'loopback by a constant of a class',
      app('set :bind, Settings::HOST'),
      ['high loopback-listener app.rb:3'],
    ],
    [
      'WEBrick',
      app('WEBrick::HTTPServer.new(Port: 8000, BindAddress: "0.0.0.0").start'),
      ['high fixed-listen-port app.rb:3'],
    ],
    [
      'another variable',
      app("set :bind, '0.0.0.0'\nset :port, ENV['APP_PORT']"),
      ['medium other-port-variable app.rb:4'],
    ],
  ])('are reported: %s', async (_name, files, expected) => {
    expect(await inCode(files)).toEqual(expected);
  });
});

describe('addresses in Ruby', () => {
  it.each([
    ['a variable', app('HTTParty.get("#{ENV["API_URL"]}/x")')],
    ['development', app('if development?\n  HTTParty.get("http://localhost:1")\nend')],
    [
      'config/environments/development.rb',
      puma('', undefined, {
        'config/environments/development.rb':
          'config.url = "http://localhost:1"\nNet::HTTP.get("http://localhost:1")',
      }),
    ],
    ['a log', app('logger.info "listening on http://localhost:4567"')],
    ['a spec', app('', { 'spec/a_spec.rb': 'HTTParty.get("http://localhost:1")' })],
    ['a rake task', app('', { 'lib/tasks/a.rb': 'HTTParty.get("http://localhost:1")' })],
    [
      'allowed hosts',
      puma('', undefined, {
        'config/environments/production.rb':
          'config.hosts << "healthcheck.railway.app"\nconfig.hosts << "app.up.railway.app"\nconfig.hosts << "localhost"',
      }),
    ],
  ])('are silent on %s', async (_name, files) => {
    expect(await inCode(files)).toEqual([]);
  });

  it.each([
    ['a request', app('HTTParty.get("http://localhost:1/x")'), ['high loopback-url app.rb:3']],
    ['an import', app('Net::HTTP.get(URI(API_URL))'), ['high loopback-url app.rb:3']],
    [
      'a method of a class by its name',
      app('HTTParty.get(Settings.api_url)'),
      ['high loopback-url app.rb:3'],
    ],
    [
      'a fallback',
      app('Redis.new(url: ENV.fetch("REDIS_URL") { "redis://localhost:6379" })'),
      ['medium loopback-fallback app.rb:3'],
    ],
    [
      'a host of Railway',
      puma('', undefined, {
        'config/environments/production.rb':
          'config.action_cable.url = "wss://api-production.up.railway.app/cable"',
      }),
      ['medium railway-domain-in-code config/environments/production.rb:1'],
    ],
  ])('are reported: %s', async (_name, files, expected) => {
    expect(await inCode(files)).toEqual(expected);
  });
});

describe('CORS in Ruby', () => {
  const rack = (origins: string, credentials = false, more = ''): Files =>
    puma('', undefined, {
      'config/initializers/cors.rb': `${more}Rails.application.config.middleware.insert_before 0, Rack::Cors do\n  allow do\n    origins ${origins}\n    resource "*", headers: :any, credentials: ${credentials}\n  end\nend\n`,
      'app/lib/frontends.rb': 'class Frontends\n  ALL = ["*"].freeze\nend\n',
    });

  it.each([
    ['one origin', rack('"https://app.example.com"', true)],
    ['a host without a scheme, which rack-cors takes', rack('"app.example.com"', true)],
    ['a variable', rack('ENV.fetch("ORIGINS").split(",").map(&:strip)', true)],
    ['a pattern of the own domain', rack('/\\Ahttps:\\/\\/[a-z]+\\.example\\.com\\z/', true)],
    ['a block that asks a list', rack('{ |source, _| Allowed.include?(source) }')],
    [
      'a local origin in development',
      rack('"https://a.com", *(Rails.env.development? ? ["http://localhost:3000"] : [])'),
    ],
  ])('is silent on %s', async (_name, files) => {
    expect(await inCode(files)).toEqual([]);
  });

  it.each([
    [
      'all origins with credentials',
      rack('"*"', true),
      ['high cors-wildcard-credentials config/initializers/cors.rb:3'],
    ],
    ['all origins', rack('"*"'), ['medium cors-any-origin config/initializers/cors.rb:3']],
    [
      'a constant',
      rack('ALL', true, 'ALL = "*"\n'),
      ['high cors-wildcard-credentials config/initializers/cors.rb:1'],
    ],
    ['a class by its name', rack('Frontends::ALL'), ['medium cors-any-origin app/lib/frontends.rb:2']],
    [
      'an origin with a path',
      rack('"https://a.com/"'),
      ['high cors-dead-origin config/initializers/cors.rb:3'],
    ],
    [
      'an origin of this machine',
      rack('"https://a.com", "http://localhost:3000"'),
      ['medium cors-local-origin config/initializers/cors.rb:3'],
    ],
    [
      'every origin by a block',
      rack('{ |_source, _env| true }'),
      ['medium cors-reflected-origin config/initializers/cors.rb:3'],
    ],
    ['a loose pattern', rack('/example\\.com/'), ['high cors-loose-origin config/initializers/cors.rb:3']],
    [
      'a fallback of this machine',
      rack('ENV.fetch("FRONTEND_URL", "http://localhost:5173")'),
      ['info cors-local-origin config/initializers/cors.rb:3'],
    ],
    [
      'a reflected header',
      app('before do\n  headers "Access-Control-Allow-Origin" => request.env["HTTP_ORIGIN"]\nend'),
      ['info cors-missing-vary app.rb:4', 'medium cors-reflected-origin app.rb:4'],
    ],
  ])('is reported: %s', async (_name, files, expected) => {
    expect(await inCode(files)).toEqual(expected);
  });

  it('cookies for all of Railway, and sockets that anybody opens', async () => {
    const files = puma('', undefined, {
      'config/initializers/session_store.rb':
        'Rails.application.config.session_store :cookie_store, key: "_a", domain: ".up.railway.app"\n',
      'config/environments/production.rb': 'config.action_cable.disable_request_forgery_protection = true\n',
    });
    expect(await inCode(files)).toEqual([
      'info railway-domain-in-code config/initializers/session_store.rb:1',
      'medium cross-site-cookie config/initializers/session_store.rb:1',
      'medium socket-origin config/environments/production.rb:1',
    ]);
  });
});
