import type { Threshold } from '@railgate/contract';

/** What the configuration says of one gate. */
export interface GateSettings {
  readonly enabled: boolean;
  readonly enforce: boolean;
  readonly failOn?: Threshold;
  /** Seconds; the gate's own otherwise. */
  readonly timeout?: number;
  /** Defaults filled in. */
  readonly options: Readonly<Record<string, unknown>>;
}

export type SettingsByGate = Readonly<Record<string, GateSettings>>;

const DEFAULT: GateSettings = { enabled: true, enforce: true, options: {} };

export function settingsOf(settings: SettingsByGate, gate: string): GateSettings {
  return settings[gate] ?? DEFAULT;
}
