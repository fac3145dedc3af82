// Contacts as a party published them, in the form that a page shows: a number of the body with the words of the same number.

import { lineIn, textsIn } from '#said/words';
import type { Texts } from '#ui/text';

type Json = Record<string, unknown>;

export type Channel = { no: number; by: string; address: string | undefined };
export type DeskContact = {
  no: number;
  desk: string;
  name: Texts | undefined;
  /** Local stretches of the day, `09:00–17:30`; none: round the clock. */
  hours: string[];
  workingDaysOnly: boolean;
  zone: string;
  languages: string[];
  channels: Channel[];
  persons: string[];
};

const DAY_SECONDS = 86_400;

/** Published contacts are reviewed within the accord's days; after that they are stale, and before they are received nobody knows when that is. */
export function staleSince(receivedAt: number | null, terms: Json): number | undefined {
  const days = terms['contactsReviewDays'];
  return receivedAt === null || typeof days !== 'number' ? undefined : receivedAt + days * DAY_SECONDS;
}

export function desksOf({ body, words }: { body: Json; words: Json }): DeskContact[] {
  const said = itemsOf(words['desks']);
  return itemsOf(body['desks']).map((desk) => {
    const own = said.find(({ no }) => no === desk['no']);
    const addresses = itemsOf(own?.['channels']);
    return {
      no: desk['no'] as number,
      desk: String(desk['desk']),
      name: own === undefined ? undefined : textsIn(own, 'name'),
      hours: itemsOf(desk['hours']).map(
        ({ fromMinute, untilMinute }) => `${clock(fromMinute as number)}–${clock(untilMinute as number)}`,
      ),
      workingDaysOnly: desk['workingDaysOnly'] === true,
      zone: String(desk['zone']),
      languages: (desk['languages'] as string[] | undefined) ?? [],
      channels: itemsOf(desk['channels']).map(({ no, by }) => ({
        no: no as number,
        by: String(by),
        address: lineIn(addresses.find((one) => one['no'] === no) ?? {}, 'address'),
      })),
      persons: itemsOf(words['persons'])
        .filter((person) => person['desk'] === desk['no'])
        .flatMap((person) => lineIn(person, 'name') ?? []),
    };
  });
}

function itemsOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((one): one is Json => typeof one === 'object' && one !== null) : [];
}

function clock(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
