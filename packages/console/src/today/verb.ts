import { useLingui } from '@lingui/react/macro';

/** What one does by an act, as a button says it. */
export function useVerb(): (act: string | undefined) => string {
  const { t } = useLingui();
  return (act) => {
    switch (act) {
      case 'request.acknowledge':
      case 'case.acknowledge':
        return t`Acknowledge`;
      case 'request.reply':
      case 'contact.answer':
        return t`Answer`;
      case 'case.position':
        return t`State our position`;
      case 'request.return':
        return t`Send it back as incomplete`;
      case 'request.extend':
        return t`Take more time`;
      case 'request.complete':
        return t`Supply what is missing`;
      case 'request.note-silence':
        return t`Note the silence`;
      case 'request.rate':
        return t`Rate the reply`;
      case 'request.self-rate':
        return t`Rate our reply`;
      case 'request.withdraw':
        return t`Withdraw the request`;
      case 'request.supersede':
        return t`Put another request in its place`;
      case 'request.update':
        return t`Say how it stands`;
      case 'request.use-report':
      case 'exhibit.use':
        return t`Report on use`;
      case 'exhibit.disclose':
        return t`Disclose`;
      case 'exhibit.opened':
        return t`Note first access`;
      case 'exhibit.destroy':
        return t`Confirm destruction`;
      case 'hotline.acknowledge':
        return t`Acknowledge with read-back`;
      case 'session.action':
      case 'commitment.report':
        return t`Report`;
      case 'measure.contest':
        return t`Contest`;
      case 'measure.vary':
        return t`Lift or vary`;
      case 'remedy.view':
        return t`Give our view`;
      case 'endorse':
        return t`Endorse or decline`;
      default:
        return t`Respond`;
    }
  };
}
