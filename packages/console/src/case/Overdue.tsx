import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { reading } from '#api/queries';
import { pages } from '#pages';
import { SubjectLink } from '#said/ActLink.tsx';

/** What one can do about what the other side let pass: put the silence on the record, and put the matter to a named human of theirs. */
export function Overdue({ of }: { of: { id: string; kind: string } }) {
  const { t } = useLingui();
  const { data } = useQuery(
    reading('subjects', { query: { about: of.id, kind: 'hotline', open: 'true', limit: '1' } }),
  );
  const raised = data?.items[0];
  return (
    <>
      {of.kind === 'request' && (
        <>
          {' · '}
          <Link
            to={pages.compose}
            search={{ subject: of.id, type: 'request.note-silence' }}
          >{t`note the silence`}</Link>
        </>
      )}
      {' · '}
      {raised === undefined ? (
        <Link
          to={pages.compose}
          search={{ type: 'hotline.raise', about: of.id, kind: of.kind }}
        >{t`raise on the hotline`}</Link>
      ) : (
        <SubjectLink subject={raised}>{t`on the hotline`}</SubjectLink>
      )}
    </>
  );
}
