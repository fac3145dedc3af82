// Every code an act may get, with its rule and what would be in order: those of every act and of the house, and those of each kind. For
// documents and interfaces; the rules themselves refuse with the codes of their own folder.

import { kinds } from '#kinds';
import { houseRules, type Rule } from '#refusals';

export const rules: Readonly<Record<string, Rule>> = Object.fromEntries(
  [houseRules, ...kinds.map(({ refusals }) => refusals)].flatMap((table) => Object.entries(table)),
);
