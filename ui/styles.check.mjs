// Looks whether every part of Mantine that the pages use has its styles: a class that its full sheet knows and the built
// pages name must be in the built sheets.
import { readFileSync, readdirSync } from "node:fs";

const read = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
const classes = (text) => new Set(text.match(/\bm_[0-9a-f]{6,8}\b/g));
const built = readdirSync(new URL("dist/assets/", import.meta.url));
const all = (ending) => built.filter((name) => name.endsWith(ending)).map((name) => read(`dist/assets/${name}`)).join("\n");

const known = classes(["core", "notifications", "spotlight"].map((part) => read(`node_modules/@mantine/${part}/styles.css`)).join("\n"));
const there = classes(all(".css"));
const bare = [...classes(all(".js"))].filter((name) => known.has(name) && !there.has(name));
if (bare.length > 0) {
  const sheets = readdirSync(new URL("node_modules/@mantine/core/styles/", import.meta.url)).filter((name) => !name.includes(".layer."));
  const of = sheets.filter((name) => bare.some((one) => read(`node_modules/@mantine/core/styles/${name}`).includes(one)));
  console.error(`src/mantine.ts lacks: ${of.join(", ")}`);
  process.exit(1);
}
