/** Characters and entries that are kept of what a stranger's image or an advisory says. */
export const LIMITS = {
  name: 300,
  path: 1000,
  title: 300,
  description: 4000,
  instruction: 300,
  url: 500,
  licences: 20,
  aliases: 20,
  fixed: 20,
  references: 20,
} as const;
