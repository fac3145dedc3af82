// accord.found: each party's log begins with it, signed by the root key the accord names. Until then nothing in that log is heard.

import type { Refusal } from '@parley/record/refusal';
import type { LogHouse } from '#roster';
import type { Said } from '#kind';
import { refuseAct } from '#refusals';

export function admitAccord(said: Said, log: LogHouse, accord: string): Refusal | undefined {
  const at = `hearing ${said.type} at ${said.party} ${said.index}:`;
  if (said.type !== 'accord.found') {
    return log.founded === null
      ? refuseAct('accord.not_founded', `${at} the log does not begin with accord.found`).refusal
      : undefined;
  }
  if (log.founded !== null) return refuseAct('accord.founded_already', `${at} the log is founded`).refusal;
  if (said.index !== 0) return refuseAct('accord.not_founded', `${at} it stands at ${said.index}, expected 0`).refusal;
  return said.body['accepts'] === accord
    ? undefined
    : refuseAct('accord.wrong_id', `${at} it accepts another accord, expected ${accord}`).refusal;
}
