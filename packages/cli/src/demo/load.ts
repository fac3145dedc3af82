// Generated requests and replies, for load: half asked by each side, each answered by the other. Filed side by side, as many officers at
// many desks would; invented, and labelled so.

import type { Founding } from './founding.ts';
import type { NodeProcess } from './process.ts';
import type { Side } from './side.ts';

/** Acts on their way to one node at once. */
const AT_ONCE = 64;

const text = (en: string, zh: string) => ({ en, zh });

/** Files `count` acts: requests and final replies, in rounds, so that each reply answers what its side holds. */
export async function load(
  count: number,
  options: { founding: Founding; nodes: NodeProcess[]; sides: Map<string, Side>; onFiled: (filed: number) => void },
): Promise<void> {
  const parties = [...options.sides.keys()];
  let filed = 0;
  while (filed < count) {
    for (const [place, asking] of parties.entries()) {
      const answering = parties[(place + 1) % parties.length]!;
      const asked = Math.min(AT_ONCE * 8, Math.ceil((count - filed) / 2));
      const before = filed;
      const ids = await many(options.sides.get(asking)!, asked, (number) => ({
        type: 'request.make',
        body: { to: answering, category: 'status-update', urgency: 'routine' },
        words: {
          title: text(`Generated request ${before + number}`, `生成的请求 ${before + number}`),
          asked: text(
            'This request was generated for load and asks for nothing.',
            '此请求为负载测试生成，不提出任何要求。',
          ),
        },
      }));
      filed += ids.length;
      options.onFiled(filed);
      for (const node of [...options.nodes, ...options.nodes]) await node.idle();
      const replies = await many(options.sides.get(answering)!, Math.min(ids.length, count - filed), (number) => ({
        type: 'request.reply',
        subject: ids[number]!,
        body: { final: true, outcome: 'no-information' },
        words: { answer: text('This reply was generated for load.', '此答复为负载测试生成。') },
      }));
      filed += replies.length;
      options.onFiled(filed);
      if (filed >= count) break;
    }
  }
}

async function many(
  side: Side,
  count: number,
  saying: (number: number) => Parameters<Side['file']>[1],
): Promise<string[]> {
  const ids: string[] = [];
  const officer = [...side.party.officers.keys()].find((id) => id.endsWith('-liaison'))!;
  const composing = await side.composing();
  let next = 0;
  const desk = async () => {
    while (next < count) {
      const number = next++;
      ids[number] = await side.post(await side.compose(officer, saying(number), composing));
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, count) }, desk));
  return ids;
}
