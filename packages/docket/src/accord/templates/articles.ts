// Articles that every kind of accord has: how the record binds, what saying something does not mean, and how the accord ends.

import type { Article } from '#accord/templates/template';

export const record: Article = {
  en: [
    'Record',
    'Each Party keeps a log of its official acts and a full copy of the other Party’s log. An act is official when an officer empowered under this Accord has signed it and it stands in that Party’s log. A Party’s cosignature of the other’s log with the time is the receipt of everything up to there. Neither Party alters or removes what stands in a log; words may be withheld or erased as the terms provide, and that they were remains visible.',
  ],
  zh: [
    '记录',
    '各方保存己方正式行为的日志，并完整保存对方日志的副本。由本协约授权的官员签署并载入该方日志的行为，为正式行为。一方对对方日志附时间的联署，即为对截至该处全部内容的收据。任何一方不得更改或删除日志所载内容；文字可依条款不予提供或予以抹除，而此事实本身始终可见。',
  ],
};

export const deadlines: Article = {
  en: [
    'Time limits',
    'The time limits in the terms run from receipt, in hours or in working days of the Party that owes the answer, by the calendar that this Party has published. A time limit that has passed without an answer is established by the record and needs no notice. A late answer is still an answer and is counted as late.',
  ],
  zh: [
    '期限',
    '条款所定期限自收悉时起算，以小时计，或以负有答复义务一方的工作日计，后者依该方公布的日历。期限届满而未获答复，由记录确定，无须另行通知。迟到的答复仍为答复，并计为迟到。',
  ],
};

export const noAdmission: Article = {
  en: [
    'No admission',
    'An acknowledgement says that a message was received and nothing else. Taking part in a review, answering, offering help or remaining silent is not an admission of fact, of responsibility or of jurisdiction. An allegation is an allegation until its outcome says otherwise, and every natural person named is presumed innocent.',
  ],
  zh: [
    '不构成承认',
    '确认收悉仅表示收到信息，别无他意。参与审议、作出答复、提供协助或保持沉默，均不构成对事实、责任或管辖权的承认。指控在结果作出前仅为指控，所涉自然人均推定无罪。',
  ],
};

export const confidence: Article = {
  en: [
    'Confidence and use',
    'Material is handled as it is marked and used for the purpose for which it was given. Conditions attached to material travel with it. A Party that wishes to use material otherwise, in proceedings in particular, asks first.',
  ],
  zh: [
    '保密与使用',
    '材料依其标记处理，并用于提供时所指明的目的。附于材料的条件随材料一并转移。一方如欲另作他用，尤其用于诉讼程序，应事先征询。',
  ],
};

export const amendment: Article = {
  en: [
    'Amendment',
    'The terms and the offices are changed by a proposal of one Party that the other endorses, word for word, in the record. The text of this Accord and its parties are not changed; a new accord is founded instead.',
  ],
  zh: ['修订', '条款与职位由一方提议、另一方在记录中逐字附议而变更。本协约的文本与缔约方不予变更；必要时另立新协约。'],
};

export const languages: Article = {
  en: [
    'Languages',
    'The English and the Chinese text are equally authentic. What the record computes follows the terms and the offices, which are the same in both.',
  ],
  zh: ['文字', '英文本与中文本同等作准。记录所计算的一切，以两种文本共有的条款与职位为准。'],
};

export function ending(days: number): Article {
  return {
    en: [
      'Ending',
      `Either Party may end this Accord by a note to the other with ${days} days’ notice. What was marked, sealed or promised before remains so, and both Parties keep the record.`,
    ],
    zh: [
      '终止',
      `任何一方可提前${days}日以照会通知对方终止本协约。此前所作的标记、封存与承诺继续有效，双方继续保存记录。`,
    ],
  };
}
