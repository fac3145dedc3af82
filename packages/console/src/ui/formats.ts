// Writers of dates and numbers, each made once: to make one costs more than to use it a hundred times.

const made = new Map<string, unknown>();

function once<Format>(name: string, locale: string, options: object, make: () => Format): Format {
  const key = `${name} ${locale} ${JSON.stringify(options)}`;
  if (!made.has(key)) made.set(key, make());
  return made.get(key) as Format;
}

export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return once('date', locale, options, () => new Intl.DateTimeFormat(locale, options));
}

export function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return once('number', locale, options, () => new Intl.NumberFormat(locale, options));
}

export function ageFormat(locale: string, options: Intl.RelativeTimeFormatOptions): Intl.RelativeTimeFormat {
  return once('age', locale, options, () => new Intl.RelativeTimeFormat(locale, options));
}
