// Moments as a report prints them, UTC, to the minute, the same in every language; and review dates as people give them.

import { encodeDay, parseDay } from '#calendar';

const DAY_SECONDS = 86_400;

/** `2016-06-14 09:30 UTC` of seconds. */
export function encodeMoment(seconds: number): string {
  const day = Math.floor(seconds / 86_400);
  const minute = Math.floor((seconds - day * 86_400) / 60);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${encodeDay(day)} ${two(Math.floor(minute / 60))}:${two(minute % 60)} UTC`;
}

/** `2016-06-14T09:30:00Z`. */
export function encodeInstant(seconds: number): string {
  const day = Math.floor(seconds / 86_400);
  const rest = seconds - day * 86_400;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${encodeDay(day)}T${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}Z`;
}

/** Number of the day that is written `2016-06-14`, and in no other way. */
function dayOf(text: string): number | undefined {
  return /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) ? parseDay(text) : undefined;
}

/** Seconds of what `encodeInstant` wrote; undefined: it is no moment. */
export function parseInstant(text: string): number | undefined {
  const [, date = '', hours, minutes, seconds] =
    /^(.{10})T([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])Z$/.exec(text) ?? [];
  const day = dayOf(date);
  return day === undefined
    ? undefined
    : day * DAY_SECONDS + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** When a day begins, in seconds, UTC. */
export function parseDayStart(text: string): number | undefined {
  const day = dayOf(text);
  return day === undefined ? undefined : day * DAY_SECONDS;
}

/** A review date in seconds: a moment, or the end of a day, UTC. */
export function parseReviewAt(text: string): number | undefined {
  const day = dayOf(text);
  return day === undefined ? parseInstant(text) : (day + 1) * DAY_SECONDS - 1;
}
