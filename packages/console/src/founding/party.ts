import { useLingui } from '@lingui/react/macro';
import type { Answer } from '#api/call';
import { textIn } from '#ui/text';
import { visible } from '#ui/visible';

type View = Answer<'founding'>;

/** Who is called what here. The other side names itself, and is a stranger still: its short name, by which it signs, stands beside. */
export function useSeats({ party, names, review }: View) {
  const { t, i18n } = useLingui();
  const own = textIn(names, i18n.locale)?.text ?? party;
  const other = review?.parties.find(({ id }) => id !== party);
  const called = other && textIn(other.names, i18n.locale)?.text;
  const otherName =
    other === undefined
      ? t`the counterpart`
      : called === undefined || called === other.id
        ? other.id
        : `${visible(called)} (${other.id})`;
  return { own, other, otherName, nameOf: (id: string) => (id === party ? own : otherName) };
}
