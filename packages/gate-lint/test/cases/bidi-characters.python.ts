const RLO = '\u202e';
const LRI = '\u2066';
const PDI = '\u2069';
const RLI = '\u2067';
const LRE = '\u202a';

export const ng = [
  `access = "user"\nif access != "none${RLO}${LRI}": # check${PDI} ${LRI} # ng\n    print("admin")\n`,
  `# transfer ${RLI}only to friends # ng\ndef transfer():\n    return 1\n`,
  `def check(is_admin):\n    """${RLO}docs""" # ng\n    return is_admin\n`,
  `NAME = "ab${LRE}c" # ng\n`,
  `def f(a, b):\n    return a # ${PDI} end # ng\n`,
];

export const lookAlike = [
  'GREETING = "שלום עולם"\n',
  '# مرحبا بالعالم\ndef f():\n    return 1\n',
  'RLO = "\\u202e"\n',
  'EMOJI = "👩‍💻"\n',
  'NAME = "naïve café — ünïcödé"\n',
  'MARK = "\\N{RIGHT-TO-LEFT OVERRIDE}"\n',
];
