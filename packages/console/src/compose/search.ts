/** What an address asks to say: which act, of which subject, in answer to which act, about which case, or other subject of that kind. */
export type Search = { type?: string; subject?: string; act?: string; about?: string; kind?: string };

const ID = /^[A-Za-z0-9_-]{43}$/;

/** What stands in an address is taken as far as it is in order. */
export function parseSearch(search: Record<string, unknown>): Search {
  const id = (name: 'subject' | 'act' | 'about') => {
    const value = search[name];
    return typeof value === 'string' && ID.test(value) ? { [name]: value } : {};
  };
  const { type, kind } = search;
  return {
    ...(typeof type === 'string' && /^[a-z.-]{1,64}$/.test(type) && { type }),
    ...id('subject'),
    ...id('act'),
    ...id('about'),
    ...(typeof kind === 'string' && /^[a-z]{1,32}$/.test(kind) && { kind }),
  };
}
