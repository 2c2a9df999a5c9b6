/** Where an engine listens, and how to speak with it there. */
export interface EngineAddress {
  readonly at: SocketPlace | HostPlace | SshPlace;
  /** For messages: `unix:///var/run/docker.sock`. Never holds a credential. */
  readonly shown: string;
  /** What named it, for messages: `DOCKER_HOST`, `the context "remote"`. Nothing for one of the usual places. */
  readonly named?: string;
}

/** A Unix socket, or a named pipe of Windows. */
export interface SocketPlace {
  readonly kind: 'socket';
  readonly path: string;
}

export interface HostPlace {
  readonly kind: 'host';
  readonly host: string;
  readonly port: number;
  /** Path that comes before every other; empty, or starts with a slash and ends without. */
  readonly prefix: string;
  readonly tls?: Tls;
}

export interface Tls {
  /** PEM. The system's authorities where there is none. */
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
  /** Whether the engine must prove who it is. Only the user's own client configuration says no. */
  readonly verify: boolean;
}

export interface SshPlace {
  readonly kind: 'ssh';
  /** As `ssh` takes it: `user@host`. */
  readonly destination: string;
  readonly port?: number;
}
