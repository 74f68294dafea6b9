// Looks at the window's words: every language says all that English says, with the same blanks and every plural its
// grammar has. Types see only the first of these, and not across languages. The rare plural of whole millions
// (`_many` in French, Spanish, Portuguese) is filled in from `_other` in src/words/index.ts, so it is not asked for here.
// Where none is said like one (French, Portuguese, Hindi), "1" must be the blank, or an empty list reads "1 product".
import { readFileSync, readdirSync } from "node:fs";
import { transformWithOxc } from "vite";

const FOLDER = new URL("src/words/", import.meta.url);
const PLURAL = /_(zero|one|two|few|many|other)$/;

async function wordsIn(language) {
  const name = `${language}.ts`;
  const { code } = await transformWithOxc(readFileSync(new URL(name, FOLDER), "utf8"), name);
  return flat((await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`))[language]);
}

function flat(tree, path = "", all = new Map()) {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "string") all.set(path + key, value);
    else flat(value, `${path}${key}.`, all);
  }
  return all;
}

/** The names of the blanks in it, without how they are written. A plural may leave its number out: "one row". */
const blanks = (text, counted) => [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name))].filter((name) => !(counted && name === "count")).toSorted().join(" ");

const english = await wordsIn("en");
const counted = new Set([...english.keys()].filter((key) => key.endsWith("_other") && english.has(key.replace(PLURAL, "_one"))).map((key) => key.replace(PLURAL, "")));
const stem = (key) => (counted.has(key.replace(PLURAL, "")) ? key.replace(PLURAL, "") : null);
const faults = [];

for (const language of readdirSync(FOLDER).map((file) => file.replace(/\.ts$/, "")).filter((name) => !["en", "index"].includes(name))) {
  const words = await wordsIn(language);
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((form) => language === "ar" || form !== "many");
  const noneIsOne = new Intl.PluralRules(language).select(0) === "one";
  const wanted = new Map();
  for (const key of english.keys()) {
    const base = stem(key);
    if (base === null) wanted.set(key, key);
    else for (const form of [...forms, ...(english.has(`${base}_zero`) ? ["zero"] : [])]) wanted.set(`${base}_${form}`, english.has(`${base}_${form}`) ? `${base}_${form}` : `${base}_other`);
  }
  for (const [key, like] of wanted) {
    const said = words.get(key);
    if (said === undefined) faults.push(`${language}: ${key} is missing`);
    else if (blanks(said, stem(key) !== null) !== blanks(english.get(like), stem(key) !== null)) faults.push(`${language}: ${key} has the blanks “${blanks(said)}”, English has “${blanks(english.get(like))}”`);
  }
  if (noneIsOne) for (const [key, said] of words) if (key.endsWith("_one") && stem(key) !== null && /(?<!\d)1(?!\d)/.test(said)) faults.push(`${language}: ${key} says 1, and is said of 0 as well: write {{count}}`);
  for (const key of words.keys()) if (!wanted.has(key) && !(stem(key) !== null && words.has(key))) faults.push(`${language}: ${key} is not in English`);
}

// Whatever somebody can do stands in the history in words.
const COMMANDS = new URL("../src-tauri/core/src/api.rs", import.meta.url);
for (const [, command] of readFileSync(COMMANDS, "utf8").matchAll(/^ {4}(\w+)\(.*= (?:does|tells) /gm)) {
  const key = `history.did.${command.replaceAll(/_(.)/g, (_, letter) => letter.toUpperCase())}`;
  if (!english.has(key) && !english.has(`${key}_other`)) faults.push(`en: ${key} is missing: what ${command} did`);
}

for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
