import { Trans, useLingui } from '@lingui/react/macro';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { contentText, type Content } from '@parley/signing/content';
import { Refusal } from '#refusal/Refusal.tsx';
import { Document } from '#sign/Document.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Section } from '#ui/Section.tsx';
import classes from './DraftPage.module.css';

const SHOW_MS = 500;

/** The act as it would stand in the log, made by what makes the one that is signed: nothing here is drawn a second time. */
export function Preview({ content, to }: { content: Content; to: string | undefined }) {
  const { t } = useLingui();
  const [settled] = useDebouncedValue(content, SHOW_MS);
  const shown = useQuery({
    queryKey: ['shown', textOf(settled)],
    queryFn: async ({ signal }) => {
      const { meaning, prepare } = await import('#sign/prepare');
      const made = await prepare({ content: settled, digest: '' }, signal);
      return made === null ? null : meaning(made, undefined);
    },
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    meta: { kept: true },
  });
  return (
    <Section
      plain
      title={to === undefined ? t`As the other side will read it` : t`As ${to} will read it`}
      aside={shown.isPlaceholderData ? t`catching up …` : t`in both languages, exactly so`}
    >
      {shown.error !== null && <Refusal error={shown.error} />}
      {shown.isPending && <Loading label={t`Composing the act …`} lines={5} />}
      {shown.data && <Document meaning={shown.data} />}
      <p className={classes.quiet}>
        <Trans>The time and what we hold of their log are those of now; they are read again when it is signed.</Trans>
      </p>
    </Section>
  );
}

function textOf(content: Content): string {
  try {
    return contentText(content);
  } catch {
    return JSON.stringify(content);
  }
}
