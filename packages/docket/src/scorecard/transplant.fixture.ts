// 35 patients after a transplant for acute leukaemia, 17 lymphoblastic (ALL) and 18 myeloid (AML): months to death from the transplant or
// to relapse, or follow-up without either. Scrucca, Santucci & Aversa (2007), "Competing risk analysis using R: an easy guide for
// clinicians", Bone Marrow Transplantation 40, 381–387.

import type { Ending } from '#scorecard/incidence';

const died = (...times: number[]): Ending[] => times.map((time) => ({ time, cause: 'died' }));
const relapsed = (...times: number[]): Ending[] => times.map((time) => ({ time, cause: 'relapsed' }));
const followed = (...times: number[]): Ending[] => times.map((time) => ({ time, cause: null }));

export const ALL = [...died(0, 1, 12), ...relapsed(0, 1, 3, 4, 5, 7, 8, 9, 13, 14, 22, 26), ...followed(35, 72)];

export const AML = [...died(3, 3, 3, 4, 4, 8), ...relapsed(2, 7, 10), ...followed(2, 4, 7, 8, 32, 35, 67, 68, 70)];
