// Every code of the docket: why an act is refused at filing, and why one that was filed all the same is disregarded. A code never
// changes its meaning. `rule` says what the rules ask, `remedy` what would be in order. Codes that end an entry's way before any rule
// reads it (act.malformed, act.signature …) belong to the record and stand here with the others, so that one table explains them all.

import { refuse, type Refusal, type Refused } from '@parley/record/refusal';
import type { Said } from '#kind';

/** `example`: one refusal of that code, as a sentence that names who did what. */
export type Rule = { rule: string; remedy: string; example: string };

/** Codes of every act whatever its kind, and those of the house; a kind's own stand in its folder. */
export const houseRules = {
  'act.too_large': {
    rule: 'An entry is at most 32 KiB and its words at most 256 KiB.',
    remedy: 'Say it in fewer words, or deposit what is large as an exhibit.',
    example: 'us files a case.allege whose body makes the entry 41 KiB long.',
  },
  'act.malformed': {
    rule: 'An entry is an act in its one canonical form.',
    remedy: 'Compose the act again with the client; the specification gives the form byte by byte.',
    example: 'The entry at cn 40 is no flattened JSON signature.',
  },
  'act.header': {
    rule: 'The header of every signature is the template, byte for byte.',
    remedy: 'Sign again with exactly that header.',
    example: 'An officer of us signed act 12 with a header that has one space too many.',
  },
  'act.kids': {
    rule: 'The key ids of several signatures are distinct and ascending.',
    remedy: 'Let each officer sign once, and assemble the signatures in order.',
    example: 'The two signatures of an amendment stand in the wrong order of their key ids.',
  },
  'act.not_canonical': {
    rule: 'The payload is its own canonical JSON.',
    remedy: 'Encode the payload by RFC 8785 with integers only, and sign again.',
    example: 'The payload of cn 17 has its members out of order.',
  },
  'act.payload': {
    rule: 'The payload has the members that the format knows, and no other.',
    remedy: 'Compose the act again; the refusal names the member that is wrong.',
    example: 'The payload of us 9 has a member priority, which the format does not know.',
  },
  'act.key_unknown': {
    rule: 'An act is signed with keys that its log introduced at an earlier index.',
    remedy: 'Have the officer appointed first, or sign with the key by which the officer was appointed.',
    example: 'us 30 is signed with the key of an officer who is appointed only at us 31.',
  },
  'act.signature': {
    rule: 'Every signature is valid for these bytes.',
    remedy: 'Sign these exact bytes again.',
    example: 'One byte of the payload of cn 22 was changed after it was signed.',
  },
  'act.wrong_accord': {
    rule: 'An act names the accord it is filed under.',
    remedy: 'Compose the act for this accord.',
    example: 'An act under the accord of us and jp is filed under that of us and cn.',
  },
  'act.wrong_log': {
    rule: 'An act names the log it stands in.',
    remedy: 'File the act in the log it names, which only its own party can.',
    example: 'us holds an act that cn signed, and files it in its own log.',
  },
  'act.type_unknown': {
    rule: 'This version does not understand the act type; the act is kept, and shown as not understood.',
    remedy: 'Use an act type that both nodes understand, or upgrade the node.',
    example: 'cn runs a newer version and files treaty.ratify.',
  },
  'act.body': {
    rule: 'The body fits the schema of its act type.',
    remedy: 'Compose the act again; the refusal names the member that is wrong.',
    example: 'us asks for the category favours, which no request has.',
  },
  'act.words': {
    rule: 'At filing, the words fit the schema of their act type.',
    remedy: 'Write the words again; the refusal names the member that is wrong.',
    example: 'The title of an allegation is a list.',
  },
  'words.malformed': {
    rule: 'A word travels as the base64url of a JSON array of salt, name and value.',
    remedy: 'Send the disclosures as the client made them.',
    example: 'A disclosure of us 12 is plain text.',
  },
  'words.not_canonical': {
    rule: 'A disclosure is its own canonical JSON.',
    remedy: 'Encode the disclosure by RFC 8785, and sign the act over its digest.',
    example: 'A disclosure of cn 7 has a space after its first comma.',
  },
  'words.name': {
    rule: 'A member of the words has a name that JSON objects can have everywhere.',
    remedy: 'Use a member of the schema of the act type.',
    example: 'A disclosure of us 12 is named __proto__.',
  },
  'words.salt': {
    rule: 'The salt of a word is 16 random bytes in base64url.',
    remedy: 'Draw 16 bytes for every word.',
    example: 'All words of us 12 have the salt 0.',
  },
  'words.repeated': {
    rule: 'Each word of an act is given once.',
    remedy: 'Send each disclosure once, and one for each name.',
    example: 'Two disclosures of cn 7 are both named title.',
  },
  'words.unexpected': {
    rule: 'The words of an act are those whose digests it was signed with.',
    remedy: 'Send the words that were signed, and no other.',
    example: 'cn sends a title with an act that was signed over another title.',
  },
  'words.missing': {
    rule: 'At filing, all words of an act come with it.',
    remedy: 'Send every disclosure that the act names by its digest.',
    example: 'us files an act over four words, and sends three.',
  },
  'words.altered': {
    rule: 'Words that are held are the words that were signed.',
    remedy: 'Ask the author, or a copy of the record, for the words again.',
    example: 'In an exported record the text of point 2 of us 12 is not the text that was signed.',
  },
  'words.too_large': {
    rule: 'The words of an act are at most 256 KiB together.',
    remedy: 'Say it in fewer words, or deposit what is large as an exhibit.',
    example: 'us pastes a log of 2 MiB into the text of an allegation.',
  },
  'words.language': {
    rule: 'At filing, every text is there in a language of the accord.',
    remedy: 'Add the text in one of the accord’s languages.',
    example: 'The accord is written in English and Chinese, and a title is given in French alone.',
  },
  'words.language_unknown': {
    rule: 'At filing, every language that is named begins with a code of ISO 639.',
    remedy: 'Use the code of the language, not that of a country: `zh`, not `cn`.',
    example: 'A text is given under cn, which is a country; Chinese is zh.',
  },
  'words.unmatched': {
    rule: 'At filing, what the words say of a number stands in the body under that number.',
    remedy: 'Use the numbers of the body.',
    example: 'The words tell of point 4 of an allegation that has three points.',
  },
  'words.untold': {
    rule: 'At filing, what means nothing without words has them: a point, an identifier, a criterion, a decision, what averts a threatened measure.',
    remedy: 'Write the words under the number, or in the member, that the refusal names.',
    example: 'An allegation numbers points 1 to 3, and point 2 has no text.',
  },
  'words.person': {
    rule: 'At filing, a natural person is named in `persons` alone.',
    remedy: 'Move the name to `persons`, under the number of the layer, victim or target.',
    example: 'Layer 2 of an attribution is a person, and the name stands in the layer itself.',
  },
  'words.seal_salt': {
    rule: 'At filing, the salt that opens a seal is 32 bytes in base64url.',
    remedy: 'Give the salt that the exhibit was sealed with.',
    example: 'A disclosure gives 16 bytes as the salt of its seal.',
  },
  'words.unsourced': {
    rule: 'At filing, every figure has a source.',
    remedy: 'Say under the figure’s number whose claim it is.',
    example: 'An allegation says that 34 hosts were affected, and not who says so.',
  },
  'date.unknown': {
    rule: 'At filing, every day that is named exists.',
    remedy: 'Give a day of the calendar, or a date no more precise than is known.',
    example: 'An intrusion is dated 30 February 2015.',
  },
  'date.ahead': {
    rule: 'At filing, what tells the past is dated at most a day after the claimed time of the act.',
    remedy: 'Give the date on which it happened; what is planned stands in another member, or in the words.',
    example: 'An allegation signed on 3 March says that the intrusion took place on 9 March.',
  },
  'marking.floor': {
    rule: 'At filing, a marking gives at least the protection that the accord demands; a public statement alone is clear.',
    remedy: 'Mark the act as the accord demands, or leave the marking out.',
    example: 'The accord demands amber, and a reply is marked green.',
  },
  'marking.absent': {
    rule: 'An act without a marking counts as marked at the accord’s floor; saying it tells those who see the act alone.',
    remedy: 'Add the marking, or file it without.',
    example: 'The accord demands amber, and an allegation says nothing of its marking.',
  },
  'request.incomplete': {
    rule: 'A request has what the accord requires for its category; one that has not may be filed, and may be returned.',
    remedy: 'Add what is missing before filing.',
    example: 'The accord requires a legal basis of a request for electronic evidence, and us gives none.',
  },
  'act.early': {
    rule: 'At filing, the claimed time is at most five minutes ahead of the clock of the node.',
    remedy: 'Set the clock of the signing machine right and sign again.',
    example: 'An act is signed at 14:20 by its own claim, and the clock of the node says 14:02.',
  },
  'act.waits': {
    rule: 'At filing, an act refers only to acts of the counterpart that the node holds.',
    remedy: 'Wait until the node holds what the act has seen, then file it.',
    example: 'cn answers an act of us that the node of cn does not hold yet.',
  },
  'act.repeated': {
    rule: 'An act takes effect once, where it stands first.',
    remedy: 'Nothing: the first one stands.',
    example: 'us files the same allegation twice, byte for byte.',
  },
  'act.keys_stale': {
    rule: 'An act names the index of the last accord, officer or party act before it in its own log, exactly.',
    remedy: 'Compose the act again with the current index, and sign it.',
    example: 'An officer was appointed at us 20, and us 21 still names 14.',
  },
  'act.seen_unknown': {
    rule: 'An act has seen only logs of parties of the accord.',
    remedy: 'Compose the act again with the heads that the node holds.',
    example: 'An act of us says that it has seen the log of jp, which is no party of this accord.',
  },
  'act.seen_false': {
    rule: 'The root an act has seen is the root of that log at that size.',
    remedy: 'Compose the act again with the heads that the node holds; a false root is evidence.',
    example: 'cn says that it saw the log of us at size 80 with a root that the log never had.',
  },
  'act.not_appointed': {
    rule: 'An officer was appointed by an act in order at an earlier index of the same log.',
    remedy: 'Have the officer appointed, and sign again.',
    example: 'A request is signed by somebody whom us has never appointed.',
  },
  'act.relieved': {
    rule: 'An officer who was relieved, or a root key that was replaced, signs nothing any more.',
    remedy: 'Have the act signed by an officer in office.',
    example: 'The head of desk was relieved at cn 50, and signs cn 51.',
  },
  'act.window': {
    rule: 'An officer signs between the beginning and the end of the appointment, by the running time of the log.',
    remedy: 'Have the act signed by an officer whose term is running, or have this one appointed anew.',
    example: 'A deputy appointed until 1 July signs on 2 July.',
  },
  'act.received_late': {
    rule: 'What an officer signed is received at most 24 hours after the end of the appointment.',
    remedy: 'Have the act signed again by an officer in office.',
    example: 'A deputy’s term ended on 1 July, and an act of that deputy first reaches the other side on 5 July.',
  },
  'act.no_power': {
    rule: 'The accord gives every signing office the power for the act type.',
    remedy: 'Have it signed by officers whose office has that power.',
    example: 'A liaison officer announces a measure, which the accord leaves to the head.',
  },
  'act.signatures': {
    rule: 'An act has as many distinct officers’ signatures as the accord demands.',
    remedy: 'Have the remaining officers sign the same payload.',
    example: 'The accord demands two heads for an amendment, and one has signed.',
  },
  'act.content': {
    rule: 'An act that deposits or seals an exhibit commits to one item of content, and no other act to any.',
    remedy: 'Deposit or seal the exhibit by an act of its own, and refer to it by that act’s id.',
    example: 'A note comes with an exhibit of its own.',
  },
  'act.subject_missing': {
    rule: 'An act that opens no subject names the one it belongs to.',
    remedy: 'Compose the act again with the id of the act that opened the subject.',
    example: 'us takes a position and does not say on which case.',
  },
  'act.subject_unexpected': {
    rule: 'An act that opens a subject, or concerns the accord itself, names none.',
    remedy: 'Compose the act again without a subject.',
    example: 'us files a new allegation and names another case as its subject.',
  },
  'act.no_subject': {
    rule: 'The act that opened the subject comes before it and took effect.',
    remedy: 'Wait until the opening act is held, or open the subject anew.',
    example: 'cn takes a position on a case whose allegation was disregarded.',
  },
  'act.wrong_kind': {
    rule: 'The act type belongs to the kind of its subject.',
    remedy: 'Use an act type of that kind, or name the subject that was meant.',
    example: 'us files a reply to a request with a case as its subject.',
  },
  'act.not_a_side': {
    rule: 'Only the two sides of a subject speak in it; other parties observe.',
    remedy: 'Open a subject of your own.',
    example: 'jp takes a position on a case between us and cn.',
  },
  'accord.not_founded': {
    rule: 'A log begins with accord.found, signed by the root key of its party.',
    remedy: 'Found the log before anything else; a log that began otherwise cannot be mended.',
    example: 'The log of cn begins with an allegation.',
  },
  'accord.founded_already': {
    rule: 'accord.found stands at index 0 and nowhere else.',
    remedy: 'Nothing: the log is founded.',
    example: 'us accepts the accord a second time at us 90.',
  },
  'accord.wrong_id': {
    rule: 'A party accepts the accord that its log belongs to.',
    remedy: 'Found the log with the id of this accord.',
    example: 'cn accepts an earlier draft of the accord.',
  },
  'officer.office_unknown': {
    rule: 'An officer is appointed to an office of the accord.',
    remedy: 'Appoint to one of the offices in force, or amend the accord.',
    example: 'us appoints an admiral, an office that the accord does not have.',
  },
  'officer.key_used': {
    rule: 'A key is appointed once, and never again after it was relieved.',
    remedy: 'Make a new key for the officer.',
    example: 'cn appoints a new officer with the key of one that was relieved.',
  },
  'officer.window': {
    rule: 'An appointment ends after it begins, and a deputy’s has an end.',
    remedy: 'Give an end that is after the beginning.',
    example: 'A deputy is appointed from 1 July, without an end.',
  },
  'officer.deputy': {
    rule: 'A deputy stands in for an officer in office, in the same office.',
    remedy: 'Name an officer in office, and that officer’s office.',
    example: 'A deputy is appointed in place of an officer who was relieved the day before.',
  },
  'officer.unknown': {
    rule: 'Who is relieved was appointed in the same log and not yet relieved.',
    remedy: 'Name the key id of an officer in office.',
    example: 'us relieves an officer whom it relieved in May.',
  },
  'party.root_only': {
    rule: 'Keys are replaced by the root key alone.',
    remedy: 'Sign with the root key, and with nothing else.',
    example: 'A head of desk replaces the key that signs checkpoints.',
  },
  'party.key_used': {
    rule: 'A new key was in no other use under the accord.',
    remedy: 'Make a new key.',
    example: 'cn replaces its root key with the key of its liaison officer.',
  },
  'calendar.published': {
    rule: 'The first calendar of a party for a year counts.',
    remedy: 'Nothing: that year has its calendar.',
    example: 'cn publishes the calendar of 2027 a second time, with two more holidays.',
  },
  'calendar.days': {
    rule: 'Days of a calendar exist, lie in its year, ascend, and stand in one list; a make-up day is a Saturday or Sunday.',
    remedy: 'Publish the calendar with days in order.',
    example: 'A calendar makes Wednesday 7 October a make-up working day.',
  },
  'calendar.offsets': {
    rule: 'Offsets ascend, the first is in force when the local year begins, and the others begin within the year.',
    remedy: 'Publish the calendar with the offset changes of that year.',
    example: 'The calendar of 2027 has a change of offset in March 2028.',
  },
  'calendar.excessive': {
    rule: 'A year has at most as many non-working days, and as many in a row, as the accord allows.',
    remedy: 'Publish a calendar with fewer non-working days.',
    example: 'A calendar has 160 non-working days, and the accord allows 140.',
  },
  'proposal.expires': {
    rule: 'A proposal expires after it is signed, and at most the accord’s proposal days later.',
    remedy: 'Propose again with an expiry within that time.',
    example: 'us proposes minutes that expire in 90 days, and the accord allows 30.',
  },
  'proposal.unknown': {
    rule: 'What is endorsed or declined is a proposal that is in order, in the same subject.',
    remedy: 'Name the act id of the proposal, and its subject.',
    example: 'cn endorses an allegation, which nobody proposed.',
  },
  'proposal.own': {
    rule: 'A proposal is endorsed by the others.',
    remedy: 'Nothing: to propose is to agree.',
    example: 'us endorses the minutes that us proposed.',
  },
  'proposal.answered': {
    rule: 'A party answers a proposal once.',
    remedy: 'Propose the text again if the answer changes.',
    example: 'cn declined the minutes on 3 March, and endorses them on 4 March.',
  },
  'proposal.withdrawn': {
    rule: 'A proposal whose withdrawal the endorser had seen is no longer there to endorse.',
    remedy: 'Propose the text again.',
    example: 'us withdrew its proposal, cn saw that, and cn endorses it.',
  },
  'proposal.expired': {
    rule: 'An endorsement is covered by the proposer’s cosignature, or a witness’s, not later than the proposal expires.',
    remedy: 'Propose the text again.',
    example: 'A proposal expires at noon, and the endorsement first reaches the proposer in the evening.',
  },
  'proposal.complete': {
    rule: 'A proposal that all have endorsed is no longer the proposer’s to withdraw.',
    remedy: 'Propose the contrary.',
    example: 'us withdraws minutes that cn has endorsed.',
  },
  'proposal.words_missing': {
    rule: 'A text is endorsed by who has all its words: what was erased, nobody can agree to.',
    remedy: 'Have the text proposed again, with all its words, and endorse that.',
    example: 'us proposes minutes, has a paragraph of them erased, and cn endorses them.',
  },
  'note.about_unknown': {
    rule: 'A note is about an act with effect in the same subject.',
    remedy: 'Name the id of an act of the subject.',
    example: 'us contests an act that belongs to another case.',
  },
  'words.of_unknown': {
    rule: 'What is translated, corrected or erased is an act with effect in the same subject.',
    remedy: 'Name the id of an act of the subject.',
    example: 'cn translates an act that was disregarded.',
  },
  'words.not_author': {
    rule: 'A party corrects and erases its own acts alone.',
    remedy: 'Note on the act what is wrong with it, and ask its author.',
    example: 'us corrects a typing error in a position of cn.',
  },
  'erasure.nothing': {
    rule: 'An erasure names the words, or the content, that is to be deleted.',
    remedy: 'Name the digests of the words as they stand in the act.',
    example: 'us asks for an erasure and names neither words nor content.',
  },
  'erasure.unknown': {
    rule: 'What is confirmed is an erasure that is in order, in the same subject.',
    remedy: 'Name the act id of the erasure.',
    example: 'cn confirms an erasure that nobody asked for.',
  },
  'erasure.own': {
    rule: 'An erasure is confirmed by the others.',
    remedy: 'Nothing: who erases has deleted its own copy.',
    example: 'us confirms the erasure that us asked for.',
  },
  'erasure.confirmed': {
    rule: 'A party confirms an erasure once.',
    remedy: 'Nothing: it is confirmed.',
    example: 'cn confirms the same erasure twice.',
  },
} as const satisfies Record<string, Rule>;

export type DocketCode = keyof typeof houseRules;

/** A refusal whose code this table explains. `detail`: the action, the fact, what was expected. */
export function refuseAct(code: DocketCode, detail: string, more?: Record<string, unknown>): Refused<DocketCode> {
  return refuse(code, detail, more);
}

/** Refuses in the words of a kind, with a code of its own table: the act that was heard, the fact, what was expected. */
export function refuser<Table extends Readonly<Record<string, Rule>>>() {
  return (
    code: keyof Table & string,
    { type, party, index }: Said,
    fact: string,
    more?: Record<string, unknown>,
  ): Refusal => refuse(code, `hearing ${type} at ${party} ${index}: ${fact}`, more).refusal;
}
