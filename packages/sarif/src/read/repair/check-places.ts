import type * as sarif from 'sarif';

import { isDrivePath, mendUriReference } from './formats.js';
import type { Note } from './notes.js';
import type { RunContext } from './run-context.js';

/** What a result stands in, and what has happened to it. */
export interface Surroundings {
  readonly context: RunContext;
  readonly note: Note;
  /** Whether a repair has changed the result already. */
  readonly wasMended: boolean;
}

/**
 * What the schema lets pass in the places of a result: regions that end before they start, or have columns and no line;
 * drive letters for schemes; indices of artifacts that are not there.
 */
export function checkPlaces(result: sarif.Result, around: Surroundings): void {
  checkLocations(result.locations, '/locations', around);
  checkLocations(result.relatedLocations, '/relatedLocations', around);
  if (result.analysisTarget) checkArtifact(result.analysisTarget, () => '/analysisTarget', around);
  result.codeFlows?.forEach(({ threadFlows }, i) =>
    threadFlows.forEach(({ locations }, j) =>
      locations.forEach(({ location }, k) => {
        const pointer: Pointer = (key) =>
          `/codeFlows/${i}/threadFlows/${j}/locations/${k}/location/physicalLocation/${key}`;
        if (location) checkLocation(location, pointer, around);
      }),
    ),
  );
}

/** Of what stands at a place: put together for a note only, since there are many places and few notes. */
type Pointer = (key: PlaceKey) => string;
type PlaceKey = 'artifactLocation' | 'region' | 'contextRegion';

function checkLocations(
  locations: readonly sarif.Location[] | undefined,
  list: string,
  around: Surroundings,
): void {
  if (!locations) return;
  let i = 0;
  const pointer: Pointer = (key) => `${list}/${i}/physicalLocation/${key}`;
  for (; i < locations.length; i++) checkLocation(locations[i] as sarif.Location, pointer, around);
}

function checkLocation(location: sarif.Location, pointer: Pointer, around: Surroundings): void {
  const place = location.physicalLocation;
  if (!place) return;
  if (place.artifactLocation) checkArtifact(place.artifactLocation, pointer, around);
  if (place.region && !isRegionLeft(place.region, pointer, 'region', around)) delete place.region;
  if (place.contextRegion && !isRegionLeft(place.contextRegion, pointer, 'contextRegion', around)) {
    delete place.contextRegion;
  }
}

function checkArtifact(
  artifact: sarif.ArtifactLocation,
  pointer: Pointer,
  { context, note }: Surroundings,
): void {
  const { uri, index = -1 } = artifact;
  if (uri !== undefined && isDrivePath(uri)) {
    note(
      'uri-drive-letter',
      'A path with a drive letter stood for a URI; replaced by a file URI.',
      `${pointer('artifactLocation')}/uri`,
    );
    artifact.uri = mendUriReference(uri);
  }
  if (index < context.artifacts) return;
  note(
    'artifact-index-out-of-range',
    'There was no artifact at the index of a place; dropped.',
    `${pointer('artifactLocation')}/index`,
  );
  delete artifact.index;
}

/** Mends the lines and columns. Says whether the region is to stay. */
function isRegionLeft(
  region: sarif.Region,
  pointer: Pointer,
  key: PlaceKey,
  { note, wasMended }: Surroundings,
): boolean {
  const { startLine, startColumn = 1, endLine = startLine, endColumn } = region;
  // As nearly all are; to list the keys takes longer than all the rest.
  if (
    startLine !== undefined &&
    endLine !== undefined &&
    isInOrder(startLine, startColumn, endLine, endColumn)
  )
    return true;
  const hadKeys = Object.keys(region).length > 0;
  if (startLine === undefined) dropPositions(region, pointer(key), note);
  else if (endLine !== undefined && endLine < startLine) {
    note('region-end-before-start', 'A region ended before it started; its end was dropped.', pointer(key));
    delete region.endLine;
    delete region.endColumn;
  } else if (endLine === startLine && endColumn !== undefined && endColumn < startColumn) {
    note('region-end-before-start', 'A region ended before it started; its end was dropped.', pointer(key));
    delete region.endColumn;
  }
  if (Object.keys(region).length > 0) return true;
  // An empty region is valid, if useless; one that a repair has emptied is ours to clear away.
  if (!hadKeys && !wasMended) return true;
  note('region-empty', 'Nothing was left of a region; dropped.', pointer(key));
  return false;
}

function isInOrder(
  startLine: number,
  startColumn: number,
  endLine: number,
  endColumn: number | undefined,
): boolean {
  if (endLine !== startLine) return endLine > startLine;
  return endColumn === undefined || endColumn >= startColumn;
}

/** Columns and an end say nothing without the line of the start (SARIF 3.30.2). */
function dropPositions(region: sarif.Region, pointer: string, note: Note): void {
  const { startColumn, endLine, endColumn } = region;
  if (startColumn === undefined && endLine === undefined && endColumn === undefined) return;
  note('region-start-line-missing', 'A region had positions and no `startLine`; they were dropped.', pointer);
  delete region.startColumn;
  delete region.endLine;
  delete region.endColumn;
}
