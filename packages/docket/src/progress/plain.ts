// Sentences in both languages, and figures within them. JavaScript defines toPrecision digit for digit, so every engine prints the same.

export type Language = 'en' | 'zh';
export type Plain = Readonly<Record<Language, string>>;

/** Significant digits of a figure handed on, and of one in a sentence. */
const KEPT_DIGITS = 4;
const SAID_DIGITS = 2;

/** A figure to four significant digits. */
export function kept(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(KEPT_DIGITS)) : value;
}

/** A ratio as it is said: two significant digits, without an exponent. */
export function said(value: number): string {
  if (value < 0.001) return '<0.001';
  if (value >= 1000) return '>1000';
  return String(Number(value.toPrecision(value >= 100 ? 3 : SAID_DIGITS)));
}

/** `1.5 (95 % 0.37 to 6.1)` */
export function interval({ ratio, low, high }: { ratio: number; low: number; high: number }): Plain {
  return {
    en: `${said(ratio)} (95 % ${said(low)} to ${said(high)})`,
    zh: `${said(ratio)}（95% 区间 ${said(low)} 至 ${said(high)}）`,
  };
}

/** An event count: whole, or to one decimal where dates were spread. */
export function events(count: number): string {
  return String(Number(count.toFixed(1)));
}

/** `1 event`, `2 events` */
export function counted(count: number): string {
  return `${events(count)} ${count === 1 ? 'event' : 'events'}`;
}
