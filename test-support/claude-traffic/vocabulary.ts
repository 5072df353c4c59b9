import type { Random } from '../fuzz/random.ts';

/** Words by how common they are, the most common first. */
export type Vocabulary = readonly string[];

const commonWords = `the of to and a in is that for it as be with on by not this are or from at which but if an will when can all has more one only than into
  its each then there no any out may must should use first same before after where so also value file line test error returns function data name type list
  call state number string path key default request response client server server's option result index table query row column event message change read
  write set get new old add remove check run build start end open close find make take keep send wait fail pass handle match load store parse render
  connection session user token cache page field node tree config version module package import export class method object array map buffer stream thread
  process command output input log time date size count limit retry timeout queue worker lock schema migration commit branch merge deploy release update
  create delete select filter sort search render view model route header body status code source target parent child root leaf left right next previous`
  .split(/\s+/);

const onsets = ['b', 'br', 'c', 'ch', 'cl', 'd', 'dr', 'f', 'fl', 'g', 'gr', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'pl', 'qu', 'r', 's', 'sh', 'st', 't', 'th', 'tr', 'v', 'w', ''] as const;
const vowels = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'ou', 'io', 'y'] as const;
const codas = ['', '', 'n', 'r', 's', 't', 'l', 'm', 'd', 'ck', 'nt', 'st', 'ng', 'ble', 'tion', 'ment'] as const;
const accented = ['é', 'ö', 'ż', 'ñ'] as const;

/** So many different words, English ones first, then made up from syllables; one in 200 is not ASCII. */
export function makeVocabulary(random: Random, size = 20_000): Vocabulary {
  const words = new Set(commonWords);
  while (words.size < size) {
    const syllables = 1 + random.below(3);
    let word = '';
    for (let syllable = 0; syllable < syllables; syllable += 1) word += random.pick(onsets) + random.pick(vowels) + (syllable === syllables - 1 ? random.pick(codas) : '');
    if (random.onceIn(200)) word += random.pick(accented);
    if (word.length > 2) words.add(word);
  }
  return [...words];
}

/** A word by Zipf's law: the one of rank r comes 1/r as often as the first. */
export function drawWord(random: Random, vocabulary: Vocabulary): string {
  return vocabulary[Math.floor(vocabulary.length ** (random.below(1_000_000) / 1_000_000)) - 1] ?? 'the';
}
