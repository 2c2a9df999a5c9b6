import type { GateConfig } from './config/index.js';

/** What the configuration says of one gate; without a timeout the gate's own counts. */
export type GateSettings = Omit<GateConfig, 'timeout'> & Partial<Pick<GateConfig, 'timeout'>>;

export type SettingsByGate = Readonly<Record<string, GateSettings>>;

const DEFAULT: GateSettings = { enabled: true, enforce: true, options: {} };

export function settingsOf(settings: SettingsByGate, gate: string): GateSettings {
  return settings[gate] ?? DEFAULT;
}
