// The refusals of the record that whoever runs a node, carries a pouch or audits an export may meet, and that no act gets: the docket explains
// those. Each with its rule, what would be in order, and an example.

import type { Rule } from '@parley/docket/refusals';

export const recordRules: Readonly<Record<string, Rule>> = {
  'accord.too_large': {
    rule: 'An accord is at most as large as the format allows.',
    remedy: 'Shorten the accord’s text, or refer to annexes by their digests.',
    example: 'The text of an accord has all its annexes in it, and 3 MiB.',
  },
  'accord.malformed': {
    rule: 'An accord is JSON.',
    remedy: 'Ask the other party for the file as it was agreed.',
    example: 'The file of an accord was saved as a word processor’s document.',
  },
  'accord.not_canonical': {
    rule: 'An accord is its own canonical JSON, so that both parties have the same bytes.',
    remedy: 'Use the file that the founding command wrote, unchanged.',
    example: 'An editor indented the file of the accord, and its id is another one now.',
  },
  'accord.schema': {
    rule: 'An accord has the members that the format knows, each as it says.',
    remedy: 'Mend the member that the refusal names, on both sides.',
    example: 'An accord names a party without a holder key.',
  },
  'json.malformed': {
    rule: 'What is to be read as JSON is JSON.',
    remedy: 'Fetch the file again; it may have been cut off.',
    example: 'A file ends in the middle of a string.',
  },
  'json.not_canonical': {
    rule: 'Signed JSON is its own canonical text.',
    remedy: 'Encode it by RFC 8785, with integers only.',
    example: 'An amount is written as 1.5.',
  },
  'note.malformed': {
    rule: 'A signed note is text, an empty line, and signature lines.',
    remedy: 'Fetch the checkpoint again.',
    example: 'A mail program took the empty line out of a checkpoint.',
  },
  'note.too_large': {
    rule: 'A signed note is no larger than the format allows.',
    remedy: 'Send the checkpoint without lines that nobody asked for.',
    example: 'A checkpoint carries two thousand signature lines.',
  },
  'note.repeated_line': {
    rule: 'Each key signs a note on one line.',
    remedy: 'Take the repeated line out.',
    example: 'The witness appears twice under one checkpoint.',
  },
  'note.unsigned': {
    rule: 'A note carries a signature of a key that the reader asks for.',
    remedy: 'Ask the one who should have signed it.',
    example: 'A checkpoint of cn is signed with keys that the accord does not name.',
  },
  'note.signature': {
    rule: 'A signature of a known key is valid for the text.',
    remedy: 'Fetch the note again; if it stays so, keep it and ask its signer.',
    example: 'One character of a checkpoint was changed on the way.',
  },
  'vkey.malformed': {
    rule: 'A verifier key is a name, a key id and a key, joined by +.',
    remedy: 'Copy the key as its owner published it.',
    example: 'A witness’s key was broken over two lines.',
  },
  'vkey.type': {
    rule: 'A verifier key is of a type that is known.',
    remedy: 'Use a key of one of the types that the specification names.',
    example: 'A witness offers an RSA key.',
  },
  'vkey.key_id': {
    rule: 'The key id of a verifier key follows from its name and key.',
    remedy: 'Copy the key as its owner published it.',
    example: 'The name of a witness was changed and its key id was not.',
  },
  'signature.malformed': {
    rule: 'A signature line has as many bytes as its type says.',
    remedy: 'Fetch the checkpoint again.',
    example: 'A cosignature was cut off after sixty bytes.',
  },
  'signature.time': {
    rule: 'A cosignature names a time that exists.',
    remedy: 'Ask the cosigner to set its clock and cosign again.',
    example: 'A witness cosigns with the time 0.',
  },
  'signature.invalid': {
    rule: 'A cosignature is valid for the checkpoint and its time.',
    remedy: 'Fetch the checkpoint again; if it stays so, ask the cosigner.',
    example: 'The time of a cosignature was moved forward by a day.',
  },
  'checkpoint.malformed': {
    rule: 'A checkpoint is an origin, a size and a root.',
    remedy: 'Fetch the checkpoint again.',
    example: 'The size of a checkpoint is written as 012.',
  },
  'checkpoint.extension': {
    rule: 'A checkpoint of a party’s log has nothing after the root.',
    remedy: 'Publish the checkpoint without extension lines.',
    example: 'A checkpoint carries a fourth line with a comment.',
  },
  'checkpoint.origin': {
    rule: 'A checkpoint is of the log that was asked for.',
    remedy: 'Ask for the log by its own origin.',
    example: 'The node of cn answers with a checkpoint of another accord.',
  },
  'checkpoint.unsigned': {
    rule: 'A checkpoint carries every signature that its log owes.',
    remedy: 'Ask the party for the whole checkpoint.',
    example: 'A checkpoint of us has its Ed25519 signature and not its ML-DSA one.',
  },
  'cosignature.missing': {
    rule: 'A cosignature that is counted is there.',
    remedy: 'Wait for the cosigner, and fetch the checkpoint again.',
    example: 'A receipt is claimed, and the holder of cn has not signed the checkpoint.',
  },
  'cosignature.times_differ': {
    rule: 'All lines of one cosigner on a checkpoint carry one time.',
    remedy: 'Ask the cosigner to cosign again.',
    example: 'The two lines of a holder say 10:00 and 10:05.',
  },
  'proof.malformed': {
    rule: 'A proof is in the form of the specification.',
    remedy: 'Ask for the proof again.',
    example: 'A proof has a line that is no hash.',
  },
  'proof.not_included': {
    rule: 'A proof leads from its entry to the root of the checkpoint.',
    remedy: 'Ask for a proof of that entry under that checkpoint; if there is none, keep both: they may be evidence.',
    example: 'The proof of act 12 leads to a root that no checkpoint of us has.',
  },
  'evidence.malformed': {
    rule: 'Evidence is two signed statements in the form of the specification.',
    remedy: 'Export the evidence again.',
    example: 'A file of evidence has one checkpoint in it.',
  },
  'evidence.no_contradiction': {
    rule: 'Two statements are evidence if they cannot both be true.',
    remedy: 'Nothing: no contradiction is shown.',
    example: 'Two checkpoints of cn are of sizes 80 and 90, and the second extends the first.',
  },
  'policy.malformed': {
    rule: 'A policy is in the form of the specification.',
    remedy: 'Mend the line that the refusal names.',
    example: 'A line of a policy names a witness without a key.',
  },
  'policy.repeated': {
    rule: 'A policy says everything once.',
    remedy: 'Take the repeated line out, or give it another name.',
    example: 'Two witnesses of a policy have the same name.',
  },
  'policy.undefined': {
    rule: 'A policy uses names that a line before defines.',
    remedy: 'Define the name first.',
    example: 'A quorum names a witness that stands two lines below.',
  },
  'policy.origin_unknown': {
    rule: 'A policy knows the log whose checkpoint is judged.',
    remedy: 'Add the log to the policy, or use the policy of that accord.',
    example: 'An auditor judges the log of jp by the policy of us and cn.',
  },
  'policy.quorum': {
    rule: 'A checkpoint has as many cosignatures as the policy demands.',
    remedy: 'Wait for the witnesses, and fetch the checkpoint again.',
    example: 'A policy demands two witnesses, and one has cosigned.',
  },
  'bundle.malformed': {
    rule: 'A bundle has as many whole entries as its place in the log says.',
    remedy: 'Fetch the bundle again.',
    example: 'A bundle breaks off in the middle of an entry.',
  },
  'receipts.malformed': {
    rule: 'A file of receipts is checkpoints, each ended by an empty line.',
    remedy: 'Fetch the receipts again.',
    example: 'A file of receipts ends after half a checkpoint.',
  },
  'submission.malformed': {
    rule: 'A checkpoint is offered with the size it builds on, and a proof.',
    remedy: 'Send it in the form of tlog-witness.',
    example: 'A node offers a checkpoint without saying what it builds on.',
  },
  'submission.origin_unknown': {
    rule: 'A holder cosigns the logs that it holds.',
    remedy: 'Offer the checkpoint to a node of the accord.',
    example: 'A log of another accord is offered to the node of us.',
  },
  'submission.signature': {
    rule: 'A checkpoint that is offered is signed by its log.',
    remedy: 'Sign the checkpoint with the keys of the accord, or those that replaced them.',
    example: 'cn signs a checkpoint with a key that it has not introduced.',
  },
  'submission.old_size': {
    rule: 'A checkpoint builds on the size that the holder holds.',
    remedy: 'Offer it again from the size that the refusal names.',
    example: 'cn offers a checkpoint that builds on 80, and us holds 90.',
  },
  'submission.root': {
    rule: 'A log has one root at each size.',
    remedy: 'Nothing: the other checkpoint stands, and the two together are evidence.',
    example: 'cn offers a second, different checkpoint of size 80.',
  },
  'submission.proof': {
    rule: 'A proof shows that a checkpoint only adds to the one that is held.',
    remedy: 'Offer it with the proof from the size that is held; if there is none, the log was rewritten.',
    example: 'A node restored from an old backup offers a log that has lost three entries.',
  },
  'upload.malformed': {
    rule: 'Entries that are sent are in the form of the specification.',
    remedy: 'Send them again.',
    example: 'An upload ends in the middle of an entry.',
  },
  'upload.origin_unknown': {
    rule: 'A node takes entries of logs that it holds.',
    remedy: 'Send them to a node of the accord.',
    example: 'Entries of another accord are sent to the node of us.',
  },
  'upload.nothing_pending': {
    rule: 'Entries are taken after the checkpoint that has them.',
    remedy: 'Offer the checkpoint first.',
    example: 'cn sends entries 80 to 90 and has offered no checkpoint of 90.',
  },
  'upload.elsewhere': {
    rule: 'Entries follow on those that are held, up to a size that was offered.',
    remedy: 'Send them from the index that the refusal names.',
    example: 'cn sends entries from 90, and us holds 80.',
  },
  'upload.proof': {
    rule: 'Entries that are sent are those of the checkpoint that was offered.',
    remedy: 'Send the entries of that very log.',
    example: 'One of the entries that cn sends is not the one under its checkpoint.',
  },
};
