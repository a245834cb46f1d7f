import { createHash } from "node:crypto";
import type Stripe from "stripe";
import { payMethods } from "@/peers/stripe/objects";
import { type PageTexts, pageTexts } from "@/peers/stripe/texts";

const style = `
:root { color-scheme: light; --ink: #16262e; --soft: #4a5d66; --line: #c9d4d8; --go: #0b6b5d; --warn: #7a4a00; --bad: #a3211b; }
* { box-sizing: border-box; }
body { margin: 0; background: #f2f6f7; color: var(--ink); font: 17px/1.6 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
main { max-width: 30rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
.note { margin: 0 0 1.5rem; padding: .75rem 1rem; border-left: 4px solid var(--warn); background: #fff6e5; color: #4d2f00; }
.bad { border-color: var(--bad); background: #fdeceb; color: #6f1511; }
h1 { font-size: 1.4rem; line-height: 1.3; margin: 0 0 1rem; }
dl { margin: 0 0 1.5rem; } dt { color: var(--soft); font-size: .9rem; } dd { margin: 0 0 .75rem; }
.amount { font-size: 2.2rem; line-height: 1.2; font-weight: 650; font-variant-numeric: tabular-nums; }
fieldset { border: 1px solid var(--line); border-radius: 10px; background: #fff; margin: 0 0 1.25rem; padding: .5rem 1rem .75rem; }
legend { padding: 0 .4rem; font-weight: 600; }
label { display: flex; align-items: center; gap: .75rem; min-height: 44px; }
input { width: 22px; height: 22px; accent-color: var(--go); }
button, a.button { display: block; width: 100%; min-height: 48px; margin: 0 0 .75rem; padding: .6rem 1rem; border: 1px solid var(--go); border-radius: 10px; background: #fff; color: var(--go); font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer; }
button.first { background: var(--go); color: #fff; } button.no { border-color: var(--bad); color: var(--bad); }
:focus-visible { outline: 3px solid #1a73c7; outline-offset: 2px; }`;
const styleHash = createHash("sha256").update(style).digest("base64");

export interface Page {
  status: number;
  html: string;
  policy: string;
}

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? "");

/** Nothing but the page's own style runs; forms end here or, by redirect, at the product. */
function policy(session?: Stripe.Checkout.Session): string {
  const ends = [session?.success_url, session?.cancel_url].flatMap((url) =>
    url ? [new URL(url).origin] : [],
  );
  return `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; form-action 'self' ${[...new Set(ends)].join(" ")}; base-uri 'none'; frame-ancestors 'none'`;
}

function page(texts: PageTexts, title: string, body: string): string {
  return `<!doctype html>
<html lang="${texts.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><link rel="icon" href="data:,"><title>${escaped(title)}</title><style>${style}</style></head>
<body><main><h1>${escaped(title)}</h1><p class="note">${escaped(texts.standIn)}</p>${body}</main></body></html>`;
}

/** The page on which a card is left: for a subscription, or instead of another card. */
function cardBody(
  session: Stripe.Checkout.Session,
  texts: PageTexts,
  forWhat: string,
  declined: boolean,
): string {
  const cancel = session.cancel_url
    ? `<a class="button" href="${escaped(session.cancel_url)}">${escaped(texts.cancel)}</a>`
    : "";
  const due =
    session.mode === "setup"
      ? ""
      : `<dt>${escaped(texts.dueNow)}</dt><dd class="amount">¥${((session.amount_total ?? 0) / 100).toFixed(2)}</dd>`;
  return `${declined ? `<p class="note bad" role="alert">${escaped(texts.declined)}</p>` : ""}
<dl>${due}<dt>${escaped(texts.for)}</dt><dd>${escaped(forWhat)}</dd></dl>
<form method="post"><button class="first" name="card" value="4242">${escaped(texts.keepGood)}</button>
<button class="no" name="card" value="0341">${escaped(texts.keepBad)}</button></form>${cancel}`;
}

function openBody(
  session: Stripe.Checkout.Session,
  texts: PageTexts,
  forWhat: string,
  declined: boolean,
): string {
  const allowed = payMethods.filter((method) => session.payment_method_types.includes(method));
  const choice = (method: (typeof payMethods)[number], index: number) =>
    `<label><input type="radio" name="method" value="${method}"${index === 0 ? " checked" : ""}>${escaped(texts.methods[method])}</label>`;
  const cancel = session.cancel_url
    ? `<a class="button" href="${escaped(session.cancel_url)}">${escaped(texts.cancel)}</a>`
    : "";
  return `${declined ? `<p class="note bad" role="alert">${escaped(texts.declined)}</p>` : ""}
<dl><dt>${escaped(texts.pay)}</dt><dd class="amount">¥${((session.amount_total ?? 0) / 100).toFixed(2)}</dd>
<dt>${escaped(texts.for)}</dt><dd>${escaped(forWhat)}</dd></dl>
<form method="post"><fieldset><legend>${escaped(texts.method)}</legend>${allowed.map(choice).join("")}</fieldset>
<button class="first" name="outcome" value="succeed">${escaped(texts.succeed)}</button>
<button class="no" name="outcome" value="decline">${escaped(texts.decline)}</button></form>${cancel}`;
}

function textsFor(locale: string | null | undefined): PageTexts {
  return locale?.startsWith("en") ? pageTexts.en : pageTexts.zh;
}

/** The page of a session: to pay while it is open, or that it is over. */
export function sessionPage(session: Stripe.Checkout.Session, forWhat: string, declined: boolean): Page {
  const texts = textsFor(session.locale);
  if (session.status === "open") {
    const body = session.mode === "payment" ? openBody : cardBody;
    const title = session.mode === "payment" ? texts.title : texts.cardTitle;
    const html = page(texts, title, body(session, texts, forWhat, declined));
    return { status: 200, html, policy: policy(session) };
  }
  const paid = session.status === "complete";
  const back = paid ? successAddress(session) : session.cancel_url;
  const link = back ? `<a class="button" href="${escaped(back)}">${escaped(texts.back)}</a>` : "";
  const body = `<p>${escaped(paid ? texts.closed.complete : texts.closed.expired)}</p>${link}`;
  return { status: paid ? 200 : 410, html: page(texts, texts.closedTitle, body), policy: policy(session) };
}

/** The page for a link that leads nowhere. */
export function missingPage(): Page {
  const texts = pageTexts.zh;
  const english = pageTexts.en;
  const body = `<p>${escaped(texts.missing)}</p><p lang="en">${escaped(english.missingTitle)}. ${escaped(english.missing)}</p>`;
  return { status: 404, html: page(texts, texts.missingTitle, body), policy: policy() };
}

/** Where a paid session sends the payer, with the session's id filled in. */
export function successAddress(session: Stripe.Checkout.Session): string {
  return (session.success_url ?? "/").replaceAll("{CHECKOUT_SESSION_ID}", session.id);
}
