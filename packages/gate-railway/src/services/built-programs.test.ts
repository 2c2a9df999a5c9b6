import { describe, expect, it } from 'vitest';

import { builtEntry } from './built-programs.js';

const GO = ['go.mod', 'main.go', 'cmd/api/main.go', 'cmd/worker/main.go', 'server.go'];
const RUST = ['Cargo.toml', 'src/main.rs', 'src/bin/worker.rs', 'crates/api/src/main.rs'];

describe('the file that a compiled program starts with', () => {
  it.each([
    ['go run .', 'main.go'],
    ['go run ./cmd/api', 'cmd/api/main.go'],
    ['go run server.go', 'server.go'],
    ['go run -tags prod ./cmd/api --port 1', 'cmd/api/main.go'],
    ['./bin/worker', 'cmd/worker/main.go'],
    ['./out', 'main.go'],
    ['/usr/local/bin/migrate up', undefined],
    ['node server.js', undefined],
  ])('%s: %s', (command, expected) => {
    expect(entry(command, GO)).toBe(expected);
  });

  it.each([
    ['/app/srv', 'CGO_ENABLED=0 go build -ldflags "-s -w" -o /app/srv ./cmd/api', 'cmd/api/main.go'],
    ['/app/renamed', 'go mod download && go build -o /out/x ./cmd/worker', 'cmd/worker/main.go'],
    ['srv', 'go build -o srv .', 'main.go'],
    ['/bin/worker', 'go build -o /bin/ ./cmd/api && go build -o /bin/ ./cmd/worker', 'cmd/worker/main.go'],
  ])('%s after %s: %s', (command, build, expected) => {
    expect(entry(command, GO, build)).toBe(expected);
  });

  it.each([
    ['cargo run --release', 'src/main.rs'],
    ['cargo run --bin worker', 'src/bin/worker.rs'],
    ['./target/release/api', 'crates/api/src/main.rs'],
    ['./target/release/other', 'src/main.rs'],
    ['sh', undefined],
  ])('%s: %s', (command, expected) => {
    expect(entry(command, RUST)).toBe(expected);
  });
});

function entry(command: string, files: readonly string[], ...commands: string[]): string | undefined {
  return builtEntry(command.split(' '), '.', { root: '.', commands, files: new Set(files) });
}
