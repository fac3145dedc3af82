import { useLingui } from '@lingui/react/macro';
import { useThere } from '#calendar/there';
import { FORMATS, type Language } from '#language';
import { ageOf } from '#ui/age';
import type { Tone } from '#ui/Notice.tsx';

const DAY_SECONDS = 86_400;

/** When something is due, or was: its age, to stand beside the time itself in the zone of whoever owes it. */
export function useDue(now: number) {
  const { t, i18n } = useLingui();
  const there = useThere();
  const locale = FORMATS[i18n.locale as Language];
  return (party: string, { dueAt, overdue }: { dueAt: number | null; overdue: boolean }) => {
    if (dueAt === null) return { brief: t`no deadline`, full: '', tone: 'calm' as Tone };
    const { value, unit } = ageOf(dueAt - now);
    const age = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'long' }).format(value, unit);
    const length = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.abs(value));
    const when = there(party, dueAt, now);
    if (overdue) return { brief: t`overdue ${length}`, full: t`was due ${when}`, tone: 'late' as Tone };
    const tone: Tone = dueAt - now < DAY_SECONDS ? 'wait' : 'calm';
    const clock = there(party, now, now);
    return {
      brief: t`due ${age}`,
      full: dueAt - now < 2 * DAY_SECONDS ? t`due ${when}; it is ${clock} there` : t`due ${when}`,
      tone,
    };
  };
}
