import { Trans, useLingui } from '@lingui/react/macro';
import { Modal, useMantineColorScheme } from '@mantine/core';
import { kindNames } from '@parley/docket/vocabulary/acts';
import { labelOf } from '@parley/docket/vocabulary/label';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { reading } from '#api/queries';
import { choose, LANGUAGES, type Language } from '#language';
import { pages } from '#pages';
import { actIn, fits, narrow, step, type Command } from '#palette/commands';
import { subjectPath } from '#said/paths';
import { composePath } from '#say/SayLink.tsx';
import { lineOf, textIn } from '#ui/text';
import { Untrusted } from '#ui/Untrusted.tsx';
import { useNaming } from '#vocabulary/naming';
import { titleOf } from '#vocabulary/title';
import classes from './Palette.module.css';

const TYPING_MS = 180;
const FOUND = 8;

type Group = { name: string; commands: Command[] };

/** Where one wants to go or what one wants to say, by typing it: pages, things to say, and whatever is found in the record. */
export function Palette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      size="lg"
      padding={0}
      yOffset="12vh"
      attributes={{ content: { 'aria-label': t`Find or do` } }}
      transitionProps={{ duration: 0 }}
    >
      <Finder onClose={onClose} />
    </Modal>
  );
}

function Finder({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const id = useId();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const { groups, searching } = useGroups(typed);
  const all = groups.flatMap(({ commands }) => commands);
  const place = Math.min(at, all.length - 1);
  useEffect(() => {
    document.getElementById(`${id}-${place}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, place]);
  const go = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    if (command.does !== undefined) command.does();
    else void navigate({ href: command.href });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter that chooses letters of an input method chooses nothing here.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt(step(place, event.key === 'ArrowDown' ? 1 : -1, all.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      go(all[place]);
    }
  };
  return (
    <>
      <input
        className={classes.input}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={place >= 0 ? `${id}-${place}` : undefined}
        aria-autocomplete="list"
        aria-label={t`Find a case, a request, an act, an officer or a page`}
        placeholder={t`Find a case, a request, an act, an officer or a page`}
        value={typed}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t`Found`}
        aria-busy={searching || undefined}
        className={classes.list}
      >
        {groups.map(({ name, commands }) => (
          <div key={name} role="group" aria-label={name}>
            <p className={classes.group} aria-hidden="true">
              {name}
            </p>
            {commands.map((command) => {
              const no = all.indexOf(command);
              return (
                // The keyboard moves in the field above, which names the chosen one.
                // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
                <div
                  key={command.key}
                  id={`${id}-${no}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={no === place}
                  className={classes.option}
                  onClick={() => go(command)}
                  onMouseMove={() => setAt(no)}
                >
                  <Shown command={command} />
                </div>
              );
            })}
          </div>
        ))}
      </div>
      <p className={classes.foot} role="status">
        {all.length > 0 ? (
          <Trans>↑ ↓ to choose · Enter to go · Esc to close</Trans>
        ) : searching ? (
          <Trans>Searching the record …</Trans>
        ) : (
          <Trans>Nothing fits. Words of any act are found, in either language, and whole ids.</Trans>
        )}
      </p>
    </>
  );
}

function Shown({ command: { name, more } }: { command: Command }): ReactNode {
  return (
    <>
      <Untrusted text={name} />
      {more !== undefined && <span className={classes.more}>{more}</span>}
    </>
  );
}

function useGroups(typed: string): { groups: Group[]; searching: boolean } {
  const { t, i18n } = useLingui();
  const naming = useNaming();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useQuery({
    ...reading('subjects', { query: { q: asked, limit: String(FOUND) } }),
    enabled: asked !== '',
  });
  const officers = useQuery({ ...reading('officers', {}), enabled: asked !== '' });
  const text = typed.trim();
  const places = narrow(
    [
      { key: 'today', name: t`Today`, href: pages.today },
      { key: 'docket', name: t`Docket`, href: pages.docket },
      { key: 'us', name: t`Requests that wait on us`, href: `${pages.requests}?side=us` },
      { key: 'them', name: t`Requests that wait on them`, href: `${pages.requests}?side=them` },
      { key: 'requests', name: t`Requests`, href: pages.requests },
      { key: 'desk', name: t`Desk`, href: pages.desk },
      { key: 'notes', name: t`Notes`, href: pages.notes },
      { key: 'options', name: t`Options`, href: pages.options },
      { key: 'assignments', name: t`Assignments`, href: pages.assignments },
      { key: 'duty', name: t`Duty roster`, href: pages.duty },
      { key: 'numbers', name: t`File numbers`, href: pages.numbers },
      { key: 'releases', name: t`Who releases`, href: pages.releases },
      { key: 'need', name: t`Who sees what`, href: pages.need },
      { key: 'record', name: t`Record`, href: pages.record },
      { key: 'accord', name: t`Accord`, href: pages.accord },
      { key: 'settings', name: t`Settings`, href: pages.settings },
    ],
    text,
  );
  const say = narrow(
    [
      { key: 'allege', name: t`Make an allegation`, href: composePath('case.allege') },
      { key: 'ask', name: t`Ask for something`, href: composePath('request.make') },
      { key: 'hotline', name: t`Raise the hotline`, href: composePath('hotline.raise') },
      { key: 'check', name: t`Check that they can be reached`, href: composePath('contact.check') },
    ],
    text,
  );
  const doing = narrow(
    [
      ...(Object.keys(LANGUAGES) as Language[])
        .filter((one) => one !== i18n.locale)
        .map((one) => ({ key: one, name: LANGUAGES[one], also: t`language`, does: () => void choose(one) })),
      colorScheme === 'dark'
        ? { key: 'light', name: t`Light theme`, does: () => setColorScheme('light') }
        : { key: 'dark', name: t`Dark theme`, does: () => setColorScheme('dark') },
      { key: 'print', name: t`Print this page`, does: () => setTimeout(() => print(), 100) },
      {
        key: 'copy',
        name: t`Copy the address of this page`,
        does: () => void navigator.clipboard.writeText(location.href),
      },
    ],
    text,
  );
  const act = actIn(text);
  // What was found for other words is not offered for these: Enter would go there.
  const subjects = (text === '' || asked !== text ? [] : (found.data?.items ?? [])).flatMap((one): Command[] => {
    const href = subjectPath(one);
    const name = lineOf(textIn(titleOf(one.words) ?? {}, i18n.locale)?.text ?? one.id.slice(0, 8));
    return [{ key: one.id, name, more: naming.of(labelOf(kindNames, one.kind)), href }];
  });
  const people =
    text.length < 2
      ? []
      : (officers.data?.items ?? []).flatMap((officer): Command[] => {
          const name = typeof officer.words['name'] === 'string' ? officer.words['name'] : officer.office;
          if (!fits(text, `${name} ${officer.office}`)) return [];
          return [{ key: officer.id, name, more: officer.office, href: pages.act.replace('$act', officer.id) }];
        });
  const groups: Group[] = [
    {
      name: t`Act`,
      commands: act === undefined ? [] : [{ key: act, name: act, href: pages.act.replace('$act', act) }],
    },
    { name: t`In the record`, commands: subjects },
    { name: t`Go to`, commands: places },
    { name: t`Say`, commands: say },
    { name: t`Officers`, commands: people.slice(0, FOUND) },
    { name: t`Do`, commands: doing },
  ];
  return {
    groups: groups.filter(({ commands }) => commands.length > 0),
    searching: found.isFetching || asked !== text,
  };
}
