import { clip } from './explain-answer.js';
import type { Failure } from './failure.js';

/** What GitHub says when it has taken a file and then cannot store it, by its beginning, and what to do about it. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [
    /too many logical alerts/i,
    'The repository holds more alerts than GitHub manages, which blocks every upload: only GitHub support can delete them.',
  ],
  [
    /multiple (?:SARIF )?runs with the same category/i,
    'Send the reports of one tool in one call of `railgate upload`, which joins them; another step uploads the same category.',
  ],
  [
    /CodeQL analyses from advanced configurations/i,
    'Switch the default setup of CodeQL off in the settings of the repository, or take the CodeQL report out of the upload.',
  ],
  [
    /URI scheme .* did not match the checkout URI scheme|invalid URI was provided|expected artifact location/i,
    'A place in the file is not relative to the repository. Give --root, the folder that was scanned; if Railgate wrote the file, please report it.',
  ],
  [
    /invalid security severity value/i,
    'A rule has a security-severity that is no number. Please report it: Railgate leaves such values out.',
  ],
  [
    /unsuccessful execution/i,
    'The file holds an analysis that says of itself that it could not check everything: mend or waive its gaps, and leave --include-incomplete out.',
  ],
  [
    /rejecting SARIF/i,
    'The file breaks a limit of GitHub that is checked here too: please report it, with the message of GitHub.',
  ],
];

const UNKNOWN =
  'Read the message of GitHub; docs.github.com, "Troubleshooting SARIF uploads", explains most of them.';

/** @param errors of `processing_status: failed`. */
export function explainProcessing(errors: readonly string[]): Failure {
  const remedies = errors.map((error) => REMEDIES.find(([pattern]) => pattern.test(error))?.[1] ?? UNKNOWN);
  const said = errors.slice(0, SHOWN).map(clip).join('; ');
  const more = errors.length > SHOWN ? `; and ${errors.length - SHOWN} more` : '';
  return {
    code: 'PROCESSING_FAILED',
    message: `GitHub took the file and could not process it${said === '' ? '' : `: ${said}${more}`}.`,
    remedy: [...new Set(remedies)].slice(0, SHOWN).join(' ') || UNKNOWN,
  };
}

const SHOWN = 3;
