import { readYaml } from '@railgate/code/reader';
import { TextPosition } from '@railgate/kit';

import type { Declaration, FileSays } from '../model.js';

export function isWorkflow(path: string): boolean {
  return /^\.github\/(?:workflows|actions)\/.{1,200}\.ya?ml$|(?:^|\/)\.gitlab-ci\.ya?ml$|^\.circleci\/config\.ya?ml$|(?:^|\/)(?:azure|bitbucket)-pipelines\.ya?ml$/.test(
    path,
  );
}

/** The variables that a pipeline sets, under `env`, `environment` or `variables`. */
export function fromWorkflow(path: string, text: string): FileSays {
  const position = new TextPosition(text);
  const declarations = readYaml(text).flatMap(({ key, start, end }): Declaration[] => {
    const name = /(?:^|\.)(?:env|environment|variables)\.([A-Z_]\w{0,100})$/.exec(key)?.[1];
    return name === undefined
      ? []
      : [{ name, place: { path, region: position.region(start, end) }, source: 'workflow' }];
  });
  return { declarations, workflows: [{ path, text }] };
}
