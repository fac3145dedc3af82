// All kinds there are. Adding one is its folder and one line here.

import { accordActs } from '#accord/acts';
import { caseKind } from '#case/kind';
import { commitmentKind } from '#commitment/kind';
import { contactKind } from '#contact/kind';
import { exhibitKind } from '#exhibit/kind';
import { hypothesesKind } from '#finding/hypotheses';
import { findingKind } from '#finding/kind';
import { hotlineKind } from '#hotline/kind';
import { jointActs } from '#joint/acts';
import type { ActType, Kind } from '#kind';
import { measureKind } from '#measure/kind';
import { partyActs } from '#party/acts';
import { remedyKind } from '#remedy/kind';
import { requestKind } from '#request/kind';
import { sessionKind } from '#session/kind';
import { statementKind } from '#statement/kind';
import { wordsActs } from '#words/acts';

/** The kinds of subject. */
export const kinds: readonly Kind[] = [
  caseKind,
  requestKind,
  contactKind,
  findingKind,
  hypothesesKind,
  measureKind,
  commitmentKind,
  remedyKind,
  statementKind,
  hotlineKind,
  sessionKind,
  exhibitKind,
];

/** Every act type by its name: those of the house, those of each kind, and those that any subject takes. */
export const actTypes: ReadonlyMap<string, ActType> = new Map<string, ActType>(
  [accordActs, partyActs, ...kinds.map(({ acts }) => acts), jointActs, wordsActs].flatMap((acts) =>
    Object.entries(acts),
  ),
);

/** The kind that an act type belongs to; undefined for acts of the house and those any subject takes. */
export const kindOf: ReadonlyMap<string, Kind> = new Map(
  kinds.flatMap((kind) => Object.keys(kind.acts).map((type) => [type, kind])),
);
