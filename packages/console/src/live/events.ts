// Server-Sent Events as they arrive in pieces (WHATWG HTML §9.2), and the heartbeats between them, which EventSource keeps to itself.

export type ServerEvent = { event: string; id: string; data: string };

/** Feed it text as it arrives; gives whole events, and `'heartbeat'` for each comment. */
export function eventParser(): (text: string) => (ServerEvent | 'heartbeat')[] {
  let rest = '';
  let id = '';
  let event = '';
  let data: string[] = [];
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    const found: (ServerEvent | 'heartbeat')[] = [];
    for (const line of lines.map((one) => one.replace(/\r$/, ''))) {
      if (line === '') {
        if (data.length > 0) found.push({ event: event === '' ? 'message' : event, id, data: data.join('\n') });
        event = '';
        data = [];
      } else if (line.startsWith(':')) found.push('heartbeat');
      else {
        const [, name, value] = /^([^:]*)(?:: ?(.*))?$/.exec(line)!;
        if (name === 'id') id = value ?? '';
        else if (name === 'event') event = value ?? '';
        else if (name === 'data') data.push(value ?? '');
      }
    }
    return found;
  };
}
