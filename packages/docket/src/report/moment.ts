// Moments as a report prints them: UTC, to the minute, the same in every language.

import { encodeDay } from '#calendar';

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
