import { useLingui } from '@lingui/react/macro';
import { deadlineName, deadlineStates, RIGHTS } from '@parley/docket/vocabulary/states';
import { labelOf } from '@parley/docket/vocabulary/label';
import { useParties } from '#api/parties';
import { useThere } from '#calendar/there';
import { FORMATS, type Language } from '#language';
import { ageOf } from '#ui/age';
import { ageFormat } from '#ui/formats';
import type { Tone } from '#ui/Notice.tsx';
import { useNaming } from '#vocabulary/naming';

export type Owed = {
  for: string;
  owedBy: string;
  startsAt: number | null;
  dueAt: number | null;
  stoppedAt: number | null;
  state?: string | undefined;
};

const DAY_SECONDS = 86_400;

/** What is left of a running time for which one is called to hurry. */
const SOON_SECONDS = 2 * DAY_SECONDS;

/** A deadline in words: what is owed, and how it stands with the zone of whoever owes it and its age. */
export function useDeadlineWords(now: number) {
  const { t, i18n } = useLingui();
  const naming = useNaming();
  const there = useThere();
  const { nameOf } = useParties();
  const locale = FORMATS[i18n.locale as Language];
  const ago = (at: number) => {
    const { value, unit } = ageOf(at - now);
    return ageFormat(locale, { numeric: 'always', style: 'short' }).format(value, unit);
  };
  return {
    what: (owed: string) => naming.of(deadlineName(owed)),
    by: nameOf,
    /** `brief`: without the zone. */
    stands({ for: owed, owedBy, dueAt, stoppedAt, state = '' }: Owed, brief = false): { text: string; tone: Tone } {
      const when = (at: number) => (brief ? '' : there(owedBy, at, now));
      const name = naming.of(labelOf(deadlineStates, state));
      if ((state === 'met' || state === 'met late') && stoppedAt !== null)
        return { text: `${name} ${brief ? ago(stoppedAt) : when(stoppedAt)}`, tone: state === 'met' ? 'good' : 'wait' };
      if (RIGHTS.has(owed) && (state === 'lapsed' || state === 'due'))
        return { text: naming.say('not used', '未行使'), tone: 'calm' };
      if (dueAt === null) return { text: name, tone: 'calm' };
      const age = ago(dueAt);
      if (state === 'running') {
        const tone: Tone = dueAt - now < SOON_SECONDS ? 'wait' : 'calm';
        return { text: brief ? t`due ${age}` : t`due ${when(dueAt)}, ${age}`, tone };
      }
      if (state === 'lapsed')
        return { text: brief ? t`lapsed ${age}` : t`lapsed ${when(dueAt)}, ${age}`, tone: 'late' };
      if (state === 'due')
        return {
          text: brief ? t`was due ${age}` : t`was due ${when(dueAt)}, ${age}; nothing held since`,
          tone: 'late',
        };
      return { text: name, tone: 'calm' };
    },
  };
}
