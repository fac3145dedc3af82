import { useLingui } from '@lingui/react/macro';
import { codeName } from '@parley/docket/vocabulary/codes';
import { countsOf, VIEWS, type View } from '#case/points';
import type { Tone } from '#ui/Notice.tsx';
import { PointsBar } from '#ui/PointsBar.tsx';
import { useNaming } from '#vocabulary/naming';

export const TONES: Record<View, Tone> = {
  agreed: 'good',
  contested: 'late',
  'cannot-say': 'calm',
  unanswered: 'wait',
};

/** How many points are agreed, contested, and so on; only those there are. */
export function usePointWords(): (points: readonly { view: View }[]) => string {
  const naming = useNaming();
  return (points) => {
    const counts = countsOf(points);
    return VIEWS.filter((view) => counts[view] > 0)
      .map((view) => `${counts[view]} ${naming.of(codeName('view', view))}`)
      .join(' · ');
  };
}

/** `beside`: bar and words in one line. */
export function CasePoints({
  points,
  brief = false,
  beside = false,
}: {
  points: readonly { view: View }[];
  brief?: boolean;
  beside?: boolean;
}) {
  const { t } = useLingui();
  const words = usePointWords()(points);
  const counts = countsOf(points);
  return (
    <PointsBar
      parts={VIEWS.map((view) => ({ name: view, count: counts[view], tone: TONES[view] }))}
      words={points.length === 0 ? t`no points` : words}
      brief={brief}
      beside={beside}
    />
  );
}
