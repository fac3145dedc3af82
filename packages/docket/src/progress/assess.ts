// The progress assessment: one indicator series against another, around the day of an accord. Pure and symmetric: it knows neither who accuses nor what
// either side hopes for, and is computed by both sides to the same digit. Each kind of event is assessed apart.

import type { Result } from '@parley/record/refusal';
import { compareSides, type Named } from '#progress/before';
import { dating, type Dating } from '#progress/counts';
import type { Estimate } from '#progress/estimate';
import { INDICATOR_KINDS, type IndicatorKind } from '#progress/indicator';
import { encodeMonth } from '#progress/month';
import { kept } from '#progress/plain';
import { scopeOf, type Anticipation, type Asked, type Scope, type ScopeCode } from '#progress/scope';
import { fitTrend } from '#progress/trend';
import { judge, type Verdict } from '#progress/verdict';

/** `kind` any: events of every kind together, said only where there are several. */
export type Section = {
  kind: IndicatorKind | 'any';
  indicator: { name: string; dating: Dating };
  comparison: { name: string; dating: Dating } | null;
  verdict: Verdict;
  estimates: Estimate[];
};

/** Months `YYYY-MM`, both included. */
export type Assessment = {
  accord: string;
  window: { from: string; to: string; months: number };
  asOf: string;
  anticipation: Anticipation | null;
  sections: Section[];
};

/** The assessment, or why the question cannot be asked of these rows. */
export function assessProgress(
  indicator: Named,
  comparison: Named | null,
  asked: Asked,
): Result<{ assessment: Assessment }, ScopeCode> {
  const found = scopeOf([...indicator.rows, ...(comparison?.rows ?? [])], asked);
  if (!found.ok) return found;
  const { scope } = found;
  const kinds = INDICATOR_KINDS.filter((kind) => indicator.rows.some((row) => row.kind === kind));
  const sections = kinds.map((kind) =>
    sectionOf(kind, only(indicator, kind), comparison && only(comparison, kind), scope),
  );
  if (kinds.length !== 1) sections.unshift(sectionOf('any', indicator, comparison, scope));
  const { from, to } = scope.window;
  return {
    ok: true,
    assessment: {
      accord: scope.accord,
      window: { from: encodeMonth(from), to: encodeMonth(to), months: to - from + 1 },
      asOf: encodeMonth(scope.asOf),
      anticipation: scope.anticipation,
      sections,
    },
  };
}

function only({ name, rows }: Named, kind: IndicatorKind): Named {
  return { name, rows: rows.filter((row) => row.kind === kind) };
}

function sectionOf(kind: Section['kind'], ours: Named, others: Named | null, scope: Scope): Section {
  const sides = compareSides(ours, others, scope);
  const trend = fitTrend(ours, others, scope);
  const dated = [ours, ...(others === null ? [] : [others])].map((one) => ({ of: one.name, dating: datingOf(one) }));
  const judged = {
    name: ours.name,
    others: others?.name ?? null,
    sides,
    trend,
    dated,
    mixed: kind === 'any',
    unstated: kind === 'unstated',
  };
  return {
    kind,
    indicator: { name: ours.name, dating: dated[0]!.dating },
    comparison: others === null ? null : { name: others.name, dating: dated[1]!.dating },
    verdict: judge(judged),
    estimates: [...sides.estimates, ...trend.estimates],
  };
}

function datingOf({ rows }: Named): Dating {
  const dated = dating(rows);
  return { ...dated, events: kept(dated.events) };
}
