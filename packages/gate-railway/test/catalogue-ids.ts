/** How many static rules each family of the requirement catalogue has; their ids count from 001. */
const FAMILIES = {
  'RLY-CFG': 34,
  'RLY-CMD': 8,
  'RLY-CONF': 8,
  'RLY-CORS': 13,
  'RLY-DOCK': 18,
  'RLY-FILE': 9,
  'RLY-GIT': 3,
  'RLY-IAC': 10,
  'RLY-PORT': 18,
  'RLY-URL': 18,
  'RLY-WS': 8,
} as const;

/** The ids of the requirement catalogue that files in a repository can answer. */
export const CATALOGUE_IDS: ReadonlySet<string> = new Set(
  Object.entries(FAMILIES).flatMap(([family, count]) =>
    Array.from({ length: count }, (_, index) => `${family}-${String(index + 1).padStart(3, '0')}`),
  ),
);
