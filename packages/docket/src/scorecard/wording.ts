// Numbers as people read them, in both languages, out of whole-number arithmetic: the same text on every machine.

export type Words = { en: string; zh: string };

const UNITS = [
  { seconds: 86_400, en: 'day', zh: '天' },
  { seconds: 3600, en: 'hour', zh: '小时' },
  { seconds: 60, en: 'minute', zh: '分钟' },
  { seconds: 1, en: 'second', zh: '秒' },
] as const;

/** A length of time in its two greatest units, rounded to the smaller: "1 day 4 hours". */
export function lengthWords(seconds: number): Words {
  const at = UNITS.findIndex((unit) => seconds >= unit.seconds);
  if (at === -1) return { en: '0 seconds', zh: '0 秒' };
  const small = UNITS[Math.min(at + 1, UNITS.length - 1)]!;
  const en: string[] = [];
  const zh: string[] = [];
  let rest = Math.round(seconds / small.seconds) * small.seconds;
  for (const unit of UNITS) {
    const count = Math.floor(rest / unit.seconds);
    if (count === 0) continue;
    rest -= count * unit.seconds;
    en.push(`${count} ${unit.en}${count === 1 ? '' : 's'}`);
    zh.push(`${count} ${unit.zh}`);
  }
  return { en: en.join(' '), zh: zh.join(' ') };
}

/** A share in per cent with one digit. */
export function percent(share: number): string {
  const tenths = Math.round(share * 1000);
  return `${Math.floor(tenths / 10)}.${tenths % 10} %`;
}

/** A number with so many digits after the point. */
export function decimal(x: number, digits: number): string {
  let scale = 1;
  for (let left = digits; left > 0; left--) scale *= 10;
  const scaled = Math.round(Math.abs(x) * scale);
  const sign = x < 0 && scaled > 0 ? '−' : '';
  const fraction = String(scaled % scale).padStart(digits, '0');
  return `${sign}${Math.floor(scaled / scale)}${digits > 0 ? `.${fraction}` : ''}`;
}

/** What is counted: one, many, and in Chinese with its measure word. */
export type Noun = { one: string; many: string; zh: string };

/** "1 request", "2 requests". */
export function counted(n: number, { one, many }: Noun): string {
  return `${n} ${n === 1 ? one : many}`;
}
