// Below these nothing is said but that it is too few. Each is a convention with a reason, not a law.

/**
 * Events on both sides together for a ratio of counts. With fewer than ten, even split evenly, the 95 % interval of a rate ratio spans more than a
 * factor of twelve.
 */
export const EVENTS_MIN = 10;

/** Events for a regression: five for each of its four terms (Vittinghoff & McCulloch 2007, doi:10.1093/aje/kwk052, find most trouble below five). */
export const REGRESSION_EVENTS_MIN = 20;

/** Events on either side of a break: a level and a slope on fewer rest on single events. */
export const SIDE_EVENTS_MIN = 5;

/** Months on either side of a break: a year of each (Wagner et al. 2002, doi:10.1046/j.1365-2710.2002.00430.x). */
export const SIDE_MONTHS_MIN = 12;

/** Events with both dates known to the month, for a distribution of delays: at 30 a share is known to ±18 points at worst. */
export const REPORTS_MIN = 30;

/** Months of which less than this share of the events is known by now are not corrected but left out: the correction would be most of the figure. */
export const KNOWN_MIN = 0.5;

/** Months of the window before the accord, if it is not given and fewer have passed since: a trend needs years. */
export const BEFORE_MONTHS_MIN = 36;

/** The longest window, forty years: the search for an unknown break takes its square, and no two decades are watched alike. */
export const WINDOW_MONTHS_MAX = 480;

/** Day-dated events, and the share of them on the first of a month, from which defaults are suspected; one in thirty is chance. */
export const FIRST_OF_MONTH = { eventsMin: 20, shareMax: 0.15 } as const;
