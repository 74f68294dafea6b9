// Cells as spreadsheets copy them: tabs between, quotes around what has tabs, quotes or line ends in it.

/** The rows of a copied block; the empty line spreadsheets end with is none. */
export function readTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let at = 0;
  const next = () => {
    row.push(cell);
    cell = "";
  };
  const end = () => {
    next();
    rows.push(row);
    row = [];
  };
  while (at < text.length) {
    const char = text[at];
    if (char === '"' && cell === "") at = quoted(text, at + 1, (part) => { cell = part; });
    else {
      if (char === "\t") next();
      else if (char === "\n") end();
      else if (char !== "\r") cell += char;
      at += 1;
    }
  }
  if (cell !== "" || row.length > 0) end();
  return rows;
}

/** Reads up to the closing quote; answers where to go on. */
function quoted(text: string, from: number, found: (part: string) => void): number {
  let part = "";
  let at = from;
  while (at < text.length) {
    if (text[at] !== '"') part += text[at];
    else if (text[at + 1] === '"') {
      part += '"';
      at += 1;
    } else break;
    at += 1;
  }
  found(part);
  return at + 1;
}

export function writeTsv(rows: string[][]): string {
  const cell = (text: string) => (/["\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(cell).join("\t")).join("\n");
}
