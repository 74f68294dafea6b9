// A file as commands take it, and which files hold products and people.

/** What a file dialog offers for products. */
export const PRODUCT_FILES = ".csv,.tsv,.txt,.xlsx,.xls,.ods,.xml";

/** And for people. */
export const PEOPLE_FILES = ".vcf,.csv,.tsv,.txt,.xlsx,.xls,.ods,.ldif";

export async function base64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCodePoint(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}
