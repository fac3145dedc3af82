import { useLingui } from '@lingui/react/macro';
import { kindNames } from '@parley/docket/vocabulary/acts';
import { labelOf } from '@parley/docket/vocabulary/label';
import { Link } from '@tanstack/react-router';
import type { SubjectName } from '#desk/parts';
import { subjectPath } from '#said/paths';
import { useNaming } from '#vocabulary/naming';
import { Title } from '#vocabulary/Title.tsx';
import classes from './Desk.module.css';

/** What something of the desk is about, with its kind and our own number. `name`: undefined while it is read. */
export function Subject({
  id,
  name,
  numbered = true,
}: {
  id: string;
  name: SubjectName | undefined;
  numbered?: boolean;
}) {
  const { t } = useLingui();
  const naming = useNaming();
  return (
    <span className={classes.subject}>
      <span className={classes.kind}>
        {name === undefined ? t`subject` : naming.of(labelOf(kindNames, name.kind))}
        {numbered && name?.number !== undefined && <> {name.number}</>}
      </span>{' '}
      <Link to={subjectPath({ id, kind: name?.kind ?? '' })}>
        {name === undefined ? `${id.slice(0, 8)}…` : <Title words={name.words} />}
      </Link>
    </span>
  );
}
