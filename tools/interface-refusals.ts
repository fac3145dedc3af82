// Examples of the refusals of the node's interface, which has the rest: their titles and remedies. `remedy` where the interface leaves it to the
// refusal itself to say what would be in order.

import { accessExamples } from './access-refusals.ts';
import { deskExamples } from './desk-refusals.ts';
import { foundingExamples } from './founding-refusals.ts';
import { needExamples } from './need-refusals.ts';

export const interfaceExamples: Readonly<Record<string, { example: string; remedy?: string }>> = {
  'http.malformed': { example: 'A script sends an act as a form, and not as JSON.' },
  'http.query': { example: 'A list is asked for with limit=all.' },
  'http.media_type': { example: 'A script files an act as text/plain.' },
  'http.too_large': { example: 'A request to file an act has a body of 5 MiB.' },
  'http.timeout': { example: 'A connection over satellite breaks off in the middle of a body.' },
  'http.token_missing': { example: 'A script reads the list of cases without a token.' },
  'http.token_unknown': { example: 'A script uses a token that was revoked last week.' },
  'http.token_scope': { example: 'An auditor’s token is used to read the cases of the day.' },
  'http.not_found': {
    example: 'A case is asked for by an id that ends in one letter too few.',
    remedy: 'Check the address; what this node does not hold yet may come.',
  },
  'http.busy': { example: 'Two hundred lists are asked for at once.' },
  'http.stopping': { example: 'The administrator restarts the node while an act is on its way.' },
  'http.fault': { example: 'The database cannot be read.' },
  'http.disk_full': { example: 'The volume of the node has no byte left.' },
  'view.many': { example: 'An officer keeps a forty-first view of the docket.' },
  'content.too_large': { example: 'A disk image of 40 GiB is sent as one exhibit.' },
  'content.digest': { example: 'A file was saved again after its digest was taken.' },
  'content.range': { example: 'Bytes from 9,000 are asked for of an exhibit that has 8,192.' },
  'node.busy': { example: 'A script files ten thousand acts at once.' },
  'node.stopping': { example: 'An act arrives in the second in which the node stops.' },
  'node.recovering': {
    example: 'The node was restored from a backup, and has not yet heard how much of its log the other side holds.',
  },
  'node.key_absent': {
    example: 'An act replaces the keys of the log, and the files of the new ones are on another machine.',
  },
  'httpsig.missing': { example: 'A request to the exchange comes without a signature.' },
  'httpsig.malformed': {
    example: 'The Signature header is no dictionary.',
    remedy: 'Sign the request as spec/http.md says.',
  },
  'httpsig.components': {
    example: 'The signature of a request leaves the body out.',
    remedy: 'Cover the components that spec/http.md names.',
  },
  'httpsig.parameters': {
    example: 'A signature names no nonce.',
    remedy: 'Give the parameters that spec/http.md names.',
  },
  'httpsig.key_unknown': {
    example: 'cn replaced its http key, and us has not heard of it.',
    remedy:
      'Sign with the http key of the accord, or the one that replaced it; a replaced key is known once its act is held.',
  },
  'httpsig.clock_skew': { example: 'The clock of one node is an hour slow.' },
  'httpsig.digest': {
    example: 'A proxy on the way rewrote the body.',
    remedy: 'Send the body that was signed.',
  },
  'httpsig.invalid': {
    example: 'One byte of the signature was changed on the way.',
    remedy: 'Sign the request again with the party’s http key.',
  },
  'httpsig.replayed': { example: 'Somebody sends a recorded request a second time.' },
  'report.nothing': { example: 'A report is asked for with asOf=2015-09-25 of a record that began in 2016.' },
  'report.too_large': { example: 'A scorecard is asked for of a record of forty million acts.' },
  'score.nothing': {
    example: 'A scorecard is asked for on the day of the founding, before the other node has answered.',
  },
  'series.csv': { example: 'A line has five fields, where the header has four.' },
  'series.header': { example: 'The first column of a file is called `when`.' },
  'series.row': { example: 'A row is dated 2015-13.' },
  'series.json': { example: 'The second line of a file ends in the middle of an object.' },
  'series.incident': { example: 'An incident has no timeline.' },
  'series.size': { example: 'A series has half a million rows.' },
  'progress.date': { example: 'The accord’s day is given as 2015-02-30.' },
  'progress.window': { example: 'A series that ends in 2014 is asked about an accord of 2015.' },
  'progress.empty': { example: 'A file has a header and nothing else.' },
  'progress.group': { example: 'A series filed under CN and RU is asked about cn.' },
  'progress.compare': { example: 'CN is compared with CN.' },
  'quotation.many': { example: 'A book of interviews is sent as one text.' },
  ...accessExamples,
  ...deskExamples,
  ...foundingExamples,
  ...needExamples,
};
