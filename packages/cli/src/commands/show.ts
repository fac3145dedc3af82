import { Command, Option } from 'commander';
import { asOfOption, read } from '#commands/reading';
import { LANGUAGES } from '#shown/naming';
import { showSubject } from '#shown/subject';
import { SubjectPage } from '#shown/subject-page';

const EXAMPLES = `
ID is that of a subject, or as much of it as \`parley list\` prints; four characters at least. What an officer wrote stands behind a bar, word for
word; [zh, authentic] is an officer's own language, [en, translation] is not. Words that are not held are named as that: the other
side withheld them, or they were erased.

An id that begins with a hyphen goes behind two of them: parley show --node us -- -Rw40pLa

Examples:
  parley show PrUzaRRI --node us
  parley show PrUzaRRI --node us --lang both        every text in every language it has
  parley show PrUzaRRI --node us --lang zh
  parley show PrUzaRRI --node us --json
`;

type Options = { node: string; asOf?: number; lang: 'en' | 'zh' | 'both'; json?: true };

export function showCommand(): Command {
  return new Command('show')
    .description('show one subject in full: how it stands, what is owed in it, and every act word for word')
    .argument('<id>', 'the id of a subject, or its beginning')
    .requiredOption('--node <folder>', 'the folder of the node, running or stopped')
    .addOption(asOfOption())
    .addOption(new Option('--lang <language>', 'in which language').choices([...LANGUAGES, 'both']).default('en'))
    .option('--json', 'print one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

function run(id: string, { node, asOf, lang, json }: Options): void {
  read({
    node,
    ...(asOf !== undefined && { asOf }),
    lang: lang === 'zh' ? 'zh' : 'en',
    json: json === true,
    find: (docket) => {
      const found = docket.find(id);
      return found.ok ? { ok: true, ...showSubject(docket, found.id) } : found;
    },
    write: (page, naming, found) => new SubjectPage(page, naming, lang === 'both').write(found),
  });
}
