import { random, poisson, gamma, normal } from './testing/random.ts';
import { fitSegments, termRatio, TERM } from './segmented.ts';
const runs = 1500;
for (const kind of ['poisson','nb3','ar.4','ar.6']) for (const months of [48, 96]) for (const base of [4]) {
  const next = random(7);
  const hit: Record<string, number> = { level: 0, slopeBefore: 0, slopeChange: 0 }; let n = 0, failed = 0; const fam: Record<string, number> = {};
  const truth = { level: Math.log(0.6), slopeBefore: -0.1, slopeChange: 0.1 };
  for (let run = 0; run < runs; run++) {
    let ar = normal(next);
    const counts = Array.from({ length: months }, (_, i) => {
      const t = (i - months / 2) / 12;
      const mu = base * Math.exp(truth.slopeBefore * t + (t >= 0 ? truth.level + truth.slopeChange * t : 0));
      const rho = kind.startsWith('ar') ? Number(kind.slice(2)) : 0;
      ar = rho * ar + Math.sqrt(1 - rho * rho) * normal(next);
      const m = kind === 'poisson' ? mu : kind === 'nb3' ? mu * gamma(3, next) : mu * Math.exp(0.4 * ar - 0.08);
      return poisson(m, next);
    });
    const s = fitSegments({ counts, breakAt: months / 2, fractional: false });
    if (s === undefined) { failed++; continue; }
    n++; fam[s.family] = (fam[s.family] ?? 0) + 1;
    for (const term of ['level','slopeBefore','slopeChange'] as const) {
      const r = termRatio(s, TERM[term]); const e = Math.exp(truth[term]);
      if (r.low <= e && e <= r.high) hit[term]!++;
    }
  }
  console.log(kind, months, Object.entries(hit).map(([k, v]) => k + ' ' + (v / n).toFixed(3)).join(', '), failed, JSON.stringify(fam));
}
