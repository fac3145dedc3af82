import { useLingui } from '@lingui/react/macro';
import { FORMATS, type Language } from '#language';
import { lanesOf, type Mark } from '#ui/lanes';
import classes from './TimeLine.module.css';

/** What happened when, on two lanes. Only for the eye: whoever shows it has the same as a table behind it. `label`: what it shows. */
export function TimeLine({
  lanes,
  marks,
  label,
}: {
  lanes: readonly [{ lane: 'us'; name: string }, { lane: 'them'; name: string }];
  marks: readonly Mark<'us' | 'them'>[];
  label: string;
}) {
  const { i18n } = useLingui();
  const { placed, times } = lanesOf(marks);
  const years = new Set(marks.map(({ at }) => new Date(at * 1000).getUTCFullYear()));
  const day = new Intl.DateTimeFormat(FORMATS[i18n.locale as Language], {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    ...(years.size > 1 && { year: 'numeric' }),
  });
  return (
    <div className={classes.line} role="img" aria-label={label}>
      {lanes.map(({ lane, name }) => (
        <div key={lane} className={classes.lane} data-lane={lane}>
          <span className={classes.name}>{name}</span>
          <span className={classes.track}>
            {placed
              .filter((one) => one.lane === lane)
              .map(({ left, open, names }) => (
                <span
                  key={`${left} ${open}`}
                  className={classes.dot}
                  data-open={open || undefined}
                  style={{ left: `${left}%` }}
                  title={names.join('\n')}
                >
                  {names.length > 1 && names.length}
                </span>
              ))}
          </span>
        </div>
      ))}
      <div className={classes.lane}>
        <span className={classes.name} />
        <span className={classes.track} data-times>
          {times.map(({ at, left }, no) => (
            <span
              key={at}
              className={classes.time}
              data-end={(no > 0 && no === times.length - 1) || undefined}
              style={{ left: `${left}%` }}
            >
              {day.format(new Date(at * 1000))}
            </span>
          ))}
        </span>
      </div>
    </div>
  );
}
