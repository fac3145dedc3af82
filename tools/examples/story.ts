// The whole story, in the order in which it happens.

import { caseChapter } from './case.ts';
import { exhibitChapter } from './exhibit.ts';
import { hotlineChapter } from './hotline.ts';
import { house } from './house.ts';
import { outcomeChapter } from './outcome.ts';
import { requestChapter } from './request.ts';
import { sessionChapter } from './session.ts';
import { Stage } from './stage.ts';

/** Tells it from the beginning. The same every time. */
export async function tellStory(): Promise<Stage> {
  const chapters = [house, caseChapter, exhibitChapter, requestChapter, hotlineChapter, sessionChapter, outcomeChapter];
  const stage = await Stage.open();
  for (const step of chapters.flat().toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)))
    await stage.tell(step);
  return stage;
}
