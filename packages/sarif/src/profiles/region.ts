import type * as sarif from 'sarif';

/** GitHub wants a line. What has none is about the file as a whole, which is shown at its first line. */
export function fitRegion(region: sarif.Region | undefined): sarif.Region {
  const startLine = positive(region?.startLine);
  if (startLine === undefined) return { startLine: 1 };
  const startColumn = positive(region?.startColumn);
  const endLine = positive(region?.endLine);
  const endColumn = positive(region?.endColumn);
  const last = endLine === undefined || endLine < startLine ? startLine : endLine;
  const backwards = last === startLine && endColumn !== undefined && endColumn < (startColumn ?? 1);
  return {
    startLine,
    ...(startColumn !== undefined && { startColumn }),
    ...(endLine !== undefined && endLine >= startLine && { endLine }),
    ...(endColumn !== undefined && !backwards && { endColumn }),
  };
}

function positive(value: number | undefined): number | undefined {
  return Number.isSafeInteger(value) && value !== undefined && value > 0 ? value : undefined;
}
