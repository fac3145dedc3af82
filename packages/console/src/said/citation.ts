// An act as others cite it: by its whole id, so that whoever reads it can ask any holder of the record for the act and its proof.

import { encodeMoment } from '@parley/docket/report/moment';

type Cited = {
  id: string;
  party: string;
  index: number;
  log: string;
  delivery: { received: readonly { party: string; at: number }[] };
};

/** `point`: of an allegation or a position, the number of the one that is cited. */
export function citationOf(
  { id, party, index, log, delivery }: Cited,
  nameOf: (party: string) => string,
  { say }: { say: (en: string, zh: string) => string },
  point?: number,
): string {
  const name = nameOf(party);
  const receipts = delivery.received.map(({ party: by, at }) => {
    const receiver = nameOf(by);
    return say(`received by ${receiver} ${encodeMoment(at)}`, `${receiver}于 ${encodeMoment(at)} 收悉`);
  });
  const received = receipts.length === 0 ? [say('not received yet', '尚未收悉')] : receipts;
  return [
    say(`act ${id}`, `文书 ${id}`),
    ...(point === undefined ? [] : [say(`point ${point}`, `要点 ${point}`)]),
    say(`${name}, entry ${index}`, `${name}，条目 ${index}`),
    ...received,
    say(`log ${log}`, `日志 ${log}`),
  ].join(say(', ', '，'));
}
