/** The steps of the Quick-Check in the order in which readers go through them. */
export const STEPS = [
  { id: 'checkout', title: '1 Checkout' },
  { id: 'files', title: '2 Files' },
  { id: 'port', title: '3 Port line' },
  { id: 'urls', title: '4 Service URLs' },
  { id: 'cors', title: '5 CORS' },
  { id: 'websocket', title: '6 WebSocket' },
  { id: 'dockerfile', title: '7 Dockerfile' },
  { id: 'deploy', title: '8 Deploy & verify' },
  { id: 'conflict', title: 'Conflicts' },
  { id: 'other', title: 'Beyond the list' },
] as const;

export type StepId = (typeof STEPS)[number]['id'];

/** Families of the requirement catalogue; the longest entry that a catalogue id starts with counts. */
const FAMILIES: ReadonlyMap<string, StepId> = new Map([
  ['RLY-GIT', 'checkout'],
  ['RLY-FILE', 'files'],
  ['RLY-FILE-006', 'deploy'], // a start command that exists
  ['RLY-FILE-008', 'conflict'],
  ['RLY-FILE-009', 'conflict'],
  ['RLY-CFG', 'files'],
  ...numbered('RLY-CFG-0', 10, 28).map((id) => [id, 'deploy'] as const),
  ['RLY-CFG-029', 'other'], // secrets
  ['RLY-CFG-032', 'deploy'],
  ['RLY-CFG-033', 'deploy'],
  ['RLY-CMD', 'port'],
  ['RLY-CMD-007', 'conflict'], // Procfile beside a start command
  ['RLY-PORT', 'port'],
  ['RLY-URL', 'urls'],
  ['RLY-CORS', 'cors'],
  ['RLY-WS', 'websocket'],
  ['RLY-DOCK', 'dockerfile'],
  ['RLY-CONF', 'conflict'],
  ['RLY-IAC', 'other'],
  ['RLY-IAC-005', 'deploy'], // health checks
]);

/** The step that a rule belongs to: that of the first catalogue id which it answers. */
export function stepOf(rule: { readonly id: string; readonly catalogue: readonly string[] }): StepId {
  const [id = ''] = rule.catalogue;
  const family = /^RLY-[A-Z]+/.exec(id)?.[0] ?? '';
  const step = FAMILIES.get(id) ?? FAMILIES.get(family);
  if (step === undefined) throw new Error(`${rule.id} answers ${id}, which belongs to no step.`);
  return step;
}

function numbered(prefix: string, from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `${prefix}${from + index}`);
}
