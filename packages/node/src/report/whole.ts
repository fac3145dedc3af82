// What is said of something that is made of the whole record, to whoever does not see the whole.

import type { NeedCode } from '@parley/api/refusals';
import { refuse } from '@parley/record/refusal';

export function notWhole(doing: string) {
  return refuse<NeedCode>(
    'need.whole',
    `${doing}: it is made of the whole record, and whoever asks does not see all of it`,
  );
}
