import { build } from "esbuild";

/** What the page runs, with everything that it needs inside. */
const source = "components/proof/offline/main.ts";
let bundled: Promise<string> | undefined;

async function bundle(): Promise<string> {
  const made = await build({
    entryPoints: [source],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
  });
  const text = made.outputFiles[0]?.text;
  if (!text) throw new Error("The offline page could not be put together");
  // Inside a page nothing may look like the end of its script.
  return text.replaceAll("</", "<\\/");
}

/** Inside an element nothing may look like its end; a control character never stands raw in JSON, so the page can tell. */
const inScript = (text: string): string => text.replaceAll("<", "\u0001");

const before = (locale: string): string => `<!doctype html>
<html lang="${locale === "en" ? "en" : "zh-CN"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'">
<link rel="icon" href="data:,">
<title>安转 Anzhuan</title>
</head>
<body>
<div id="page"></div>
<script type="application/x-ndjson" id="record">
`;

/**
 * One page that holds an exported record and all that checks it, and asks nothing of any network. The record is written piece
 * by piece, as it comes.
 */
export async function* offlinePage(
  pieces: AsyncGenerator<string, void, undefined>,
  locale: string,
): AsyncGenerator<string, void, undefined> {
  bundled ??= bundle();
  const script = await bundled;
  yield before(locale);
  for await (const piece of pieces) yield inScript(piece);
  yield `</script>\n<script>${script}</script>\n</body>\n</html>\n`;
}
