import type { Visitors } from './rule.js';

type Look = (uri: string | undefined, pointer: string) => void;

/** The URIs that the standard wants absolute. */
export function visitUris(look: Look): Visitors {
  return {
    log: ({ $schema }, at) => look($schema, `${at}/$schema`),
    result({ workItemUris = [] }, at) {
      workItemUris.forEach((uri, i) => look(uri, `${at}/workItemUris/${i}`));
    },
    reportingDescriptor: ({ helpUri }, at) => look(helpUri, `${at}/helpUri`),
    toolComponent: ({ downloadUri }, at) => look(downloadUri, `${at}/downloadUri`),
    versionControlDetails: ({ repositoryUri }, at) => look(repositoryUri, `${at}/repositoryUri`),
  };
}
