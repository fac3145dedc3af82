// All act types there are. Adding a kind is its folder and one line here.

import { accordActs } from '#accord/acts';
import { caseActs } from '#case/acts';
import { jointActs } from '#joint/acts';
import type { ActType } from '#kind';
import { partyActs } from '#party/acts';
import { requestActs } from '#request/acts';

/** Every act type by its name. */
export const actTypes: ReadonlyMap<string, ActType> = new Map<string, ActType>(
  [accordActs, partyActs, caseActs, requestActs, jointActs].flatMap((acts) => Object.entries(acts)),
);
