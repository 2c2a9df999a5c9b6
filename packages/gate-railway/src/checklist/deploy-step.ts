import type { ConfigDocument } from '@railgate/code';

import { placeOfStart } from '../services/places.js';
import { settingsOf } from '../services/settings.js';
import { pass, unknown, type Answer } from './answer.js';
import { startText } from './chosen-start.js';
import { blindness, type ServiceView } from './service-view.js';

/** Step 8: a start command that exists, a health check, a restart policy. */
export function deployStep(view: ServiceView): Answer {
  const { model, services } = view;
  const blind = blindness(view);
  if (blind) return blind;
  const start = startText(model, services.files);
  if (start === undefined)
    return unknown('no file says what starts it, and Railpack finds no entry file either');
  const { config } = model;
  if (!config && model.iacServices.length === 0) {
    const answer = unknown(`${start}; health check and restart policy are in no file of the repository`);
    return { ...answer, informational: true };
  }
  const place = model.start && placeOfStart(model, model.start);
  return pass(
    config ? `${start}; ${settingText(config)}` : `${start}; settings in ${model.iacServices[0]?.path ?? ''}`,
    place,
  );
}

function settingText(config: ConfigDocument): string {
  const check = shown(config, 'healthcheckPath');
  const policy = shown(config, 'restartPolicyType');
  return [
    check === undefined ? 'no health check' : `health check ${check}`,
    policy === undefined ? 'restarts as Railway does by default' : `restarts ${policy}`,
  ].join('; ');
}

function shown(config: ConfigDocument, key: string): string | undefined {
  const value = settingsOf(config, 'deploy', key)[0]?.value;
  return typeof value === 'string' ? value.slice(0, 40) : undefined;
}
