import { describe, expect, it } from 'vitest';

import { showValue } from '../src/show-value.js';
import type { OriginPolicy } from '../src/facts.js';
import { factsOf } from './facts.js';

describe('listeners in Ruby', () => {
  it.each([
    ['puma port=env PORT else 3000 host=-', 'config/puma.rb', 'port ENV.fetch("PORT") { 3000 }'],
    ['puma port=env PORT else 3000 host=-', 'config/puma.rb', 'port ENV.fetch("PORT", 3000)'],
    ['puma port=env PORT else 3000 host=-', 'config/puma.rb', "port Integer(ENV['PORT'] || 3000)"],
    ['puma port=3000 host="127.0.0.1"', 'config/puma.rb', 'bind "tcp://127.0.0.1:3000"'],
    ['puma port=env PORT host="0.0.0.0"', 'config/puma.rb', 'bind "tcp://0.0.0.0:#{ENV[\'PORT\']}"'],
    [
      'puma port=env PORT else "9292" host="::"',
      'config/puma.rb',
      'bind "tcp://[::]:" + ENV.fetch("PORT", "9292")',
    ],
    ['puma port=3000 host=-', 'config/puma.rb', 'PORT = 3000\nport PORT'],
    ['puma socket', 'config/puma.rb', 'bind "unix:///tmp/puma.sock"'],
    ['development puma port=3000 host=-', 'config/puma.rb', 'port 3000 if ENV["RAILS_ENV"] == "development"'],
    ['puma port=3000 host="0.0.0.0"', 'config/puma/production.rb', 'port 3000, "0.0.0.0"'],
    ['unicorn port=8080 host=-', 'config/unicorn.rb', 'listen 8080, tcp_nopush: true'],
    [
      'sinatra port=4567 host="localhost"',
      'app.rb',
      "require 'sinatra'\nset :bind, 'localhost'\nset :port, 4567",
    ],
    [
      'sinatra port=env PORT host="0.0.0.0"',
      'app.rb',
      "require 'sinatra'\nset port: ENV['PORT'], bind: '0.0.0.0'",
    ],
    [
      'sinatra port=1 host=- main',
      'app.rb',
      'class App < Sinatra::Base\n  run!(port: 1) if app_file == $0\nend',
    ],
    [
      'webrick port=8000 host="127.0.0.1"',
      'a.rb',
      'WEBrick::HTTPServer.new(Port: 8000, BindAddress: "127.0.0.1")',
    ],
    [
      'rack port=env PORT host="0.0.0.0"',
      'a.rb',
      "Rack::Handler::Puma.run(App, Port: ENV['PORT'], Host: '0.0.0.0')",
    ],
    ['rack port=3000 host=-', 'a.rb', 'OPTIONS = { Port: 3000 }\nRackup::Server.start(OPTIONS)'],
    ['tcp port=env PORT host="0.0.0.0"', 'a.rb', 'TCPServer.new("0.0.0.0", ENV.fetch("PORT"))'],
    ['tcp port=8080 host=-', 'a.rb', 'TCPServer.new(8080)'],
    [
      'em-websocket port=8080 host="0.0.0.0"',
      'a.rb',
      "EM::WebSocket.run(host: '0.0.0.0', port: 8080) { |ws| }",
    ],
  ])('%s', async (expected, path, code) => {
    const { listeners } = await factsOf({ [path]: code });
    expect(listeners.map(shown)).toEqual([expected]);
  });

  it.each([
    ['a comment', '# port 3000\nx = "http://a"'],
    ['a method of another object', 'ship.port 3000\nx = "http://a"'],
    ['the settings of something else', 'set :port, 3000\nx = "http://a"'],
  ])('are none in %s', async (_name, code) => {
    expect((await factsOf({ 'app.rb': code })).listeners).toEqual([]);
  });
});

function shown(one: Awaited<ReturnType<typeof factsOf>>['listeners'][number]): string {
  return [
    ...(one.guard === 'always' ? [] : [one.guard]),
    one.framework,
    ...(one.onSocket ? ['socket'] : [`port=${showValue(one.port)} host=${showValue(one.host)}`]),
    ...(one.onlyAsMain ? ['main'] : []),
  ].join(' ');
}

describe('addresses in Ruby', () => {
  it.each([
    ['request "http://localhost:3000/a"', 'Net::HTTP.get(URI("http://localhost:3000/a"))'],
    ['request "http://localhost:3000"', 'URL = "http://localhost:3000".freeze\nHTTParty.get("#{URL}/a")'],
    ['fallback "http://localhost:3000"', 'Faraday.new(url: ENV.fetch("API_URL", "http://localhost:3000"))'],
    ['fallback "http://localhost:3000"', 'API = ENV["API_URL"] || "http://localhost:3000"'],
    ['fallback "http://localhost:3000"', 'api = ENV.fetch("API_URL") { "http://localhost:3000" }'],
    [
      'fallback "redis://localhost:6379/0"',
      'Redis.new(url: ENV.fetch("REDIS_URL", "redis://localhost:6379/0"))',
    ],
    ['request "http://localhost:1"', 'class A\n  include HTTParty\n  base_uri "http://localhost:1"\nend'],
    [
      'request "http://localhost:1"',
      'class A\n  def url\n    "http://localhost:1"\n  end\n  def call = HTTParty.get(url)\nend',
    ],
    ['websocket "ws://localhost:1"', 'Faye::WebSocket::Client.new("ws://localhost:1")'],
    ['assignment "http://localhost:1"', 'x = <<~URL\n  http://localhost:1\nURL\n'],
  ])('%s in %s', async (expected, code) => {
    const { urls } = await factsOf({ 'a.rb': code });
    expect(urls.map(({ role, value }) => `${role} ${showValue(value)}`)).toContain(expected);
  });

  it('are none in logs and comparisons', async () => {
    const code =
      'logger.info "http://localhost:1"\nputs "http://localhost:1"\nx = 1 if url == "http://localhost:1"';
    expect((await factsOf({ 'a.rb': code })).urls).toEqual([]);
  });

  it('are followed through files that are required, and through the names of classes', async () => {
    const required = await factsOf({
      'main.rb':
        "require_relative 'config'\nENV['X']\nNet::HTTP.get(URI(API_URL))\nHTTParty.get(Settings.api_url)",
      'config.rb': 'API_URL = "http://localhost:3000"',
      'lib/settings.rb': 'class Settings\n  def self.api_url\n    "http://localhost:4000"\n  end\nend',
    });
    expect(required.imports).toEqual(['config.rb', 'lib/settings.rb']);
  });
});

describe('what a Ruby file loads', () => {
  it.each([
    [['lib/a.rb'], "require_relative 'lib/a'\nENV['X']"],
    [['lib/a.rb'], "require './lib/a'\nENV['X']"],
    [['lib/a.rb'], "require 'a'\nENV['X']"],
    [['lib/a.rb'], "require File.expand_path('../lib/a', __FILE__)\nENV['X']"],
    [['lib/a.rb'], "require File.join(__dir__, 'lib', 'a')\nENV['X']"],
    [['app/models/user.rb'], 'User.find(ENV["X"])'],
    [['app/services/pay/http_client.rb'], 'Pay::HTTPClient.new(ENV["X"])'],
    [
      ['app/models/user.rb', 'app/services/pay/http_client.rb'],
      "Dir['./app/**/*.rb'].each { |f| require f }\nENV['X']",
    ],
    [[], "require 'sinatra'\nENV['X']"],
  ])('%j: %s', async (expected, code) => {
    const { imports } = await factsOf({
      'main.rb': code,
      'lib/a.rb': '',
      'app/models/user.rb': '',
      'app/services/pay/http_client.rb': '',
      'other/app/models/product.rb': '',
    });
    expect([...imports].sort()).toEqual(expected);
  });
});

describe('CORS in Ruby', () => {
  const rack = (origins: string, more = '') =>
    `use Rack::Cors do\n  allow do\n    ${origins}\n    resource "*", headers: :any${more}\n  end\nend`;

  it.each([
    ['rack-cors "*" credentials=true', rack('origins "*"', ', credentials: true')],
    ['rack-cors ["https://a.com", "https://b.com"] credentials=-', rack('origins "https://a.com", "b.com"')],
    [
      'rack-cors env ORIGINS else ["http://localhost:1"] credentials=-',
      rack('origins ENV.fetch("ORIGINS", "http://localhost:1").split(",")'),
    ],
    ['rack-cors pattern railway\\.app credentials=-', rack('origins /railway\\.app/')],
    [
      'rack-cors suffix .railway.app credentials=-',
      rack('origins { |source, _env| source.end_with?(".railway.app") }'),
    ],
    ['rack-cors reflected credentials=true', rack('origins ->(source, env) { true }', ', credentials: true')],
    ['headers "*" credentials=-', 'before { headers "Access-Control-Allow-Origin" => "*" }'],
    [
      'headers "*" credentials="true"',
      'def a\n  response.headers["Access-Control-Allow-Origin"] = "*"\n  response.headers["Access-Control-Allow-Credentials"] = "true"\nend',
    ],
    [
      'headers reflected credentials=-',
      'def a\n  headers["Access-Control-Allow-Origin"] = request.env["HTTP_ORIGIN"]\nend',
    ],
    [
      'headers reflected credentials=-',
      'def a\n  origin = request.headers["Origin"]\n  response.set_header("Access-Control-Allow-Origin", origin)\nend',
    ],
    [
      'headers reflected checked credentials=-',
      'def a\n  return unless ALLOWED.include?(request.origin)\n  headers["Access-Control-Allow-Origin"] = request.origin\nend',
    ],
    [
      'headers substring railway credentials=-',
      'def a\n  origin = request.origin\n  headers["Access-Control-Allow-Origin"] = origin if origin.include?("railway")\nend',
    ],
    ['sinatra-cors "*" credentials=-', 'set :allow_origin, :any'],
    [
      'action-cable ["http://localhost:1"] credentials=-',
      'Rails.application.configure do\n  config.action_cable.allowed_request_origins = ["http://localhost:1"]\nend',
    ],
  ])('%s', async (expected, code) => {
    const { cors } = await factsOf({ 'config/initializers/cors.rb': code });
    expect(
      cors.map((one) => `${one.framework} ${policy(one.origin)} credentials=${showValue(one.credentials)}`),
    ).toEqual([expected]);
  });
});

function policy(origin: OriginPolicy): string {
  if (origin.kind === 'value') return showValue(origin.value);
  if (origin.kind === 'match') return `${origin.how} ${origin.text}`;
  return origin.kind === 'reflected' && origin.checked ? 'reflected checked' : origin.kind;
}

describe('other facts of Ruby', () => {
  it.each([
    [['X'], 'ENV["X"]'],
    [['X else "d"'], 'a = ENV["X"].presence || "d"'],
    [['X else "d"'], 'a = ENV["X"]\na ||= "d"'],
    [['API_KEY'], 'Figaro.env.api_key; ENV'],
    [['X'], 'ENV.fetch("X", nil)'],
    [['X'], 'ENV.fetch("X") { raise "no X" }'],
  ])('reads of the environment: %j', async (expected, code) => {
    const { env } = await factsOf({ 'a.rb': `${code}\nx = "http://a"` });
    expect(
      env.map(({ name, fallback }) => `${name}${fallback ? ` else ${showValue(fallback)}` : ''}`),
    ).toEqual(expected);
  });

  it('routes of Rails with their namespaces, and of Sinatra', async () => {
    const rails = await factsOf({
      'config/routes.rb':
        'Rails.application.routes.draw do\n  get "up" => "rails/health#show"\n  namespace :api do\n    resources :users\n    get "/ping", to: "ping#show"\n  end\n  root to: redirect("/x")\n  mount ActionCable.server => "/cable"\nend',
    });
    const shownRoutes = rails.routes.map(
      ({ method, path, redirects }) => `${method} ${path}${redirects ? ' redirects' : ''}`,
    );
    expect(shownRoutes).toEqual([
      'GET /up',
      'ANY /api/users',
      'GET /api/ping',
      'GET / redirects',
      'ANY /cable',
    ]);
    const sinatra = await factsOf({ 'app.rb': "get '/health' do\n  'ok'\nend\nclient.get('/x')" });
    expect(sinatra.routes.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /health']);
  });

  it('cookies', async () => {
    const { cookies } = await factsOf({
      'config/initializers/session_store.rb':
        'Rails.application.config.session_store :cookie_store, key: "_app", same_site: :lax, domain: ".railway.app"\ncookies[:a] = { value: 1, secure: true }',
    });
    expect(
      cookies.map(
        (one) => `${one.name} ${showValue(one.sameSite)} ${showValue(one.secure)} ${showValue(one.domain)}`,
      ),
    ).toEqual(['_app "lax" - ".railway.app"', 'a - true -']);
  });

  it('sockets that do not look at the origin', async () => {
    const { sockets } = await factsOf({
      'config/environments/production.rb': 'config.action_cable.disable_request_forgery_protection = true',
      'a.rb': '',
    });
    expect(sockets.map(({ library, originChecked }) => [library, originChecked])).toEqual([
      ['Action Cable', false],
    ]);
  });
});
