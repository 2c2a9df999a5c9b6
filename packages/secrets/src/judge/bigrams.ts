/**
 * What one character costs after another, in half bits (0–9, a–z): a row for each of `a`–`z`, a digit, and the border of a
 * word; the columns alike. Counted over the words and identifiers of eleven repositories in ten languages (262,000 words
 * that stand there three times or more, each weighted by the logarithm of its count); see docs/secrets-precision.md.
 */
export const COSTS: readonly string[] = [
  'ea89heagagc796hbj786bdeecfh7',
  '5eeg6ihe7ah6fg7iiaaf6kikakd7',
  '6hdh6il6an88gi5gk9e6ajnkekf8',
  '7dha4igf7ijbif9jpbag9hkjdjf3',
  'af98dbdifjgab7gce578gdeadhh4',
  '6hfe89gk4ki8hf5jl7db9pljdod7',
  '8ffi4jbb8iibeaaik8ad9ggoejg4',
  '5ike5ikl7jieef6cmae9ajhnfmg4',
  'ac99acajhfd8957cia77hbjegbk8',
  '5hhd4iji8hehfe6fmg7f8fgjiif7',
  '6hig4ged6jebfd8hmb9c9eenelf4',
  '6ega5ggj6ig7gh6eriba9ejpblh6',
  '4aif4gjh7kicae77ihbfakilblh6',
  '8h977c7i9gdehc8gjh86cdjmeji5',
  'bc99gccidgb885a9l5a99cbfhjl7',
  '6lgd5jhc8mh8ij6am6b7aikmesg6',
  '9gffeijfclj7gidcfddf1hijjne7',
  '6fdb4eck7lddbd7hna99bdhmbkh5',
  '9jag6gia8kbcegaagf85ahfodhi4',
  '7kdi5hj86mjegh8er8abckhhajg4',
  '9abc7dbhagd786f9j676fggghfg9',
  '4igi3jhj5jkggeajleegdjlmgkc8',
  '5hhg7iia4ihch88io7bhekijfjf5',
  'bi7g9gof8lkebhe6ohf5hjmcbka3',
  '9feeahgkcifcb9b6pd9bejhkhgf2',
  '6dge3ghd6ffddd8gjebebfej9be6',
  'bbbcccggfkifgfjgjgdfggihhh32',
  '897999aa9eb989a8f878bbbfhfgd',
];
