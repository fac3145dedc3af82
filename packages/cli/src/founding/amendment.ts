// An amendment that is proposed in the record, read as a founding is: what it would change of what is in force, and what to look out for.

import { differencesBetween } from '@parley/docket/accord/review/compare';
import { linesOf, type Readable } from '@parley/docket/accord/review/lines';
import { agreedWarnings } from '@parley/docket/accord/review/warnings';
import type { TermsVersion } from '@parley/docket/roster';
import type { Offices, Terms } from '@parley/docket/terms';
import { refuse, type Result } from '@parley/record/refusal';
import { writeDifferences, writeLines, writeWarnings, type Shown } from '#founding/page';
import { print, printJson, printRefusal, timeOf } from '#output';
import { HeldDocket, type HeldAct } from '#record/docket';
import { columnsOf, Page } from '#shown/page';

export function reviewAmendment(node: string, text: string, lang: Shown, json: boolean): void {
  const opened = HeldDocket.open(node);
  if (!opened.ok) return printRefusal(opened.refusal, json);
  const { docket } = opened;
  try {
    const found = amendmentOf(docket, text);
    if (!found.ok) return printRefusal(found.refusal, json);
    const { act, terms, offices } = found;
    const inForce = versionBefore(docket, act.id);
    const before: Readable = { accord: { terms: inForce.terms, offices: inForce.offices } };
    const after: Readable = { accord: { terms, offices } };
    const differences = differencesBetween(before, after);
    const warnings = agreedWarnings({ terms, offices });
    const from = Number(act.payload!.body['from']);
    if (json)
      return printJson({
        ok: true,
        id: act.id,
        party: act.log.party,
        from,
        differences,
        warnings,
        lines: linesOf(after),
      });
    const page = new Page(columnsOf(process.stdout));
    page.heading(`${act.log.party} proposes other terms from ${timeOf(from)} on (${act.id})`);
    writeWarnings(page, warnings, lang);
    page.heading(lang === 'zh' ? '与此前条款的差异' : 'Different from the terms before it');
    writeDifferences(page, differences, lang);
    page.heading(lang === 'zh' ? '修订后的全部条款' : 'All of it, as it would be');
    writeLines(page, linesOf(after), lang);
    for (const line of page.lines) print(line);
  } finally {
    docket.close();
  }
}

/** What the amendment would change, or changed: the terms before it, where it is in force by now. */
function versionBefore({ house: { versions } }: HeldDocket, id: string): TermsVersion {
  const at = versions.findIndex((version) => version.id === id);
  return at > 0 ? versions[at - 1]! : versions.at(-1)!;
}

function amendmentOf(docket: HeldDocket, text: string): Result<{ act: HeldAct; terms: Terms; offices: Offices }> {
  const place = text.includes(':') ? docket.record.which(text)?.id : undefined;
  const proposed = docket.house.state.acts.filter(
    ({ type, id }) => type === 'accord.amend' && (id === place || id.startsWith(text)),
  );
  if (text.length < 4 || proposed.length !== 1) {
    const known = docket.house.state.acts.filter(({ type }) => type === 'accord.amend').map(({ id }) => id);
    return refuse(
      'subject.not_found',
      `${text} is no amendment, or the beginning of several: ${known.length === 0 ? 'none is proposed' : known.join(', ')}`,
    );
  }
  const act = docket.act(proposed[0]!.id)!;
  const inForce = versionBefore(docket, act.id);
  const { terms = inForce.terms, offices = inForce.offices } = act.payload!.body as {
    terms?: Terms;
    offices?: Offices;
  };
  return { ok: true, act, terms, offices };
}
