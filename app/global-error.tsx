"use client";

import en from "@/messages/en/errors.json";
import zhCN from "@/messages/zh-CN/errors.json";
import "./globals.css";

const languages = [
  { lang: "zh-CN", words: zhCN.unexpected },
  { lang: "en", words: en.unexpected },
];

/** When even the frame of the page fails, and with it the choice of language: both languages, and nothing that can fail. */
export default function GlobalError() {
  return (
    <html lang="zh-CN">
      <body>
        <main className="mx-auto grid max-w-xl gap-8 px-4 py-16">
          {languages.map(({ lang, words }) => (
            <section key={lang} lang={lang}>
              <h1 className="text-2xl">{words.title}</h1>
              <p className="mt-2">{words.what}</p>
            </section>
          ))}
          {/* A full load of the first page, since the router may be what failed. */}
          <a href="/" className="w-fit rounded-md bg-primary px-4.5 py-2.5 font-semibold text-white">
            安转 Anzhuan
          </a>
        </main>
      </body>
    </html>
  );
}
