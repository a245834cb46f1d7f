import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { z } from "zod";
import { answerApi } from "@/peers/stripe/api";
import { ApiError } from "@/peers/stripe/api-error";
import { advanceClock } from "@/peers/stripe/billing-clock";
import { submitCard } from "@/peers/stripe/billing-session";
import { controlDispute } from "@/peers/stripe/dispute";
import { type FormFields, parseForm } from "@/peers/stripe/form";
import { missingPage, type Page, sessionPage, successAddress } from "@/peers/stripe/hosted-page";
import { payMethods } from "@/peers/stripe/objects";
import {
  type Desk,
  declineSession,
  delaySession,
  failDelayed,
  failRefund,
  paySession,
  sessionOf,
} from "@/peers/stripe/payment";
import { newId, openStore } from "@/peers/stripe/state";
import { startWebhooks } from "@/peers/stripe/webhooks";

interface Settings {
  /** 0 takes a free port. Only loopback is listened on. */
  port: number;
  /** The peer keeps its JSON file in `stripe-peer/` here. */
  dataDir: string;
  /** The product's `/api/stripe/webhook`. */
  webhookUrl: string;
  webhookSecret: string;
  /** Where browsers find the hosted page; by default this server on localhost. */
  publicUrl?: string;
}

export interface StripePeer {
  /** Address of the API and of the control endpoint. */
  url: string;
  close(): Promise<void>;
}
type ApiDesk = Parameters<typeof answerApi>[0];

const maxBodyBytes = 1024 * 1024;
const faultsBody = z.strictObject({
  duplicate: z.number().int().min(0).optional(),
  lose: z.number().int().min(0).optional(),
  delayMs: z.number().int().min(0).optional(),
});
const cardBody = z.object({ card: z.enum(["4242", "0341"]) });
const clockBody = z.object({ days: z.number().min(0).max(400) });
const payBody = z.object({ method: z.enum(payMethods), outcome: z.enum(["succeed", "decline"]) });

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    if (bytes > maxBodyBytes) throw new ApiError(413, "The request is too large.");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { "content-type": "application/json", "request-id": newId("req"), ...headers })
    .end(body);
}

function sendPage(response: ServerResponse, page: Page): void {
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": page.policy,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  };
  response.writeHead(page.status, headers).end(page.html);
}

/** Do a POST once per idempotency key; the same key with other parameters is refused. */
function once(
  desk: ApiDesk,
  key: string | undefined,
  fingerprint: string,
  work: () => string,
): { body: string; replayed: boolean } {
  const { remembered } = desk.store.state;
  const known = key === undefined ? undefined : remembered[key];
  if (known && known.fingerprint !== fingerprint) {
    const message =
      "Keys for idempotent requests can only be used with the same parameters they were first used with.";
    throw new ApiError(400, message, { type: "idempotency_error" });
  }
  if (known) return { body: known.body, replayed: true };
  const body = work();
  if (key !== undefined) remembered[key] = { fingerprint, status: 200, body, at: Date.now() };
  desk.store.save();
  return { body, replayed: false };
}

async function handleApi(
  desk: ApiDesk,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  try {
    if (!/^Bearer (sk|rk)_test_\w+$/.test(request.headers.authorization ?? "")) {
      throw new ApiError(401, "Invalid API Key provided.");
    }
    const method = request.method ?? "GET";
    const text = method === "GET" ? url.search.slice(1) : await readBody(request);
    const work = () => JSON.stringify(answerApi(desk, method, url.pathname, parseForm(text)));
    if (method === "GET") return sendJson(response, 200, work());
    const key = request.headers["idempotency-key"]?.toString();
    const fingerprint = createHash("sha256").update(`${url.pathname}\n${text}`).digest("hex");
    const { body, replayed } = once(desk, key, fingerprint, work);
    sendJson(response, 200, body, replayed ? { "idempotent-replayed": "true" } : {});
  } catch (error) {
    if (error instanceof ApiError) return sendJson(response, error.status, error.body());
    throw error;
  }
}

/** The page of a subscription or of another card is submitted with one of the test cards. */
function handleCard(desk: Desk, response: ServerResponse, id: string, fields: FormFields): void {
  const wish = cardBody.safeParse(fields);
  const session = wish.success ? submitCard(desk, id, wish.data.card) : null;
  desk.store.save();
  const location = session ? successAddress(session) : `/pay/${encodeURIComponent(id)}?declined`;
  response.writeHead(303, { location, "cache-control": "no-store" }).end();
}

/** Every subscription of a session's customer lives on by so many days. */
async function handleClock(desk: Desk, request: IncomingMessage, response: ServerResponse, id: string) {
  const wanted = clockBody.safeParse(JSON.parse(await readBody(request)));
  const customer = desk.store.state.sessions[id]?.customer;
  if (!wanted.success || typeof customer !== "string") return sendJson(response, 400, "{}");
  advanceClock(desk, customer, Math.round(wanted.data.days * 86_400));
  desk.store.save();
  sendJson(response, 200, "{}");
}

async function handlePage(
  desk: Desk,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const id = decodeURIComponent(url.pathname.slice("/pay/".length));
  const { sessions, lines } = desk.store.state;
  if (!sessions[id]) return sendPage(response, missingPage());
  if (request.method !== "POST") {
    const session = sessionOf(desk, id);
    desk.store.save();
    return sendPage(response, sessionPage(session, lines[id] ?? "", url.searchParams.has("declined")));
  }
  const fields = parseForm(await readBody(request));
  if (sessions[id].mode !== "payment") return handleCard(desk, response, id, fields);
  const wish = payBody.safeParse(fields);
  if (!wish.success) return sendPage(response, sessionPage(sessionOf(desk, id), lines[id] ?? "", false));
  const { method, outcome } = wish.data;
  const session = outcome === "succeed" ? paySession(desk, id, method) : declineSession(desk, id, method);
  desk.store.save();
  const paid = session.status === "complete";
  const location = paid ? successAddress(session) : `/pay/${encodeURIComponent(id)}?declined`;
  response.writeHead(303, { location, "cache-control": "no-store" }).end();
}

/**
 * For tests: `POST /peer/sessions/ID/delay` (submitted, the bank takes its time) and `.../fail` (it came to nothing),
 * `POST /peer/sessions/ID/advance {days}` (the clock of the session's customer, as Stripe's test clocks),
 * `POST /peer/refunds/ID/fail` (the payer's bank sends it back, days after it succeeded),
 * `POST /peer/sessions/ID/dispute`, `POST /peer/disputes/ID/won` and `.../lost` (the payer goes to the bank, and how it ends),
 * `POST /peer/faults {duplicate, lose, delayMs}`, `POST /peer/events/ID/resend`, `GET /peer/deliveries`.
 */
async function handleControl(
  desk: Desk,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const late = /^\/peer\/sessions\/(\w+)\/(delay|fail)$/.exec(url.pathname);
  if (request.method === "POST" && late?.[1]) {
    const session = late[2] === "delay" ? delaySession(desk, late[1]) : failDelayed(desk, late[1]);
    desk.store.save();
    return sendJson(response, 200, JSON.stringify(session));
  }
  const advanced = /^\/peer\/sessions\/(\w+)\/advance$/.exec(url.pathname)?.[1];
  if (request.method === "POST" && advanced) return handleClock(desk, request, response, advanced);
  const sentBack = /^\/peer\/refunds\/(\w+)\/fail$/.exec(url.pathname)?.[1];
  if (request.method === "POST" && sentBack) {
    const refund = failRefund(desk, sentBack);
    desk.store.save();
    return sendJson(response, 200, JSON.stringify(refund));
  }
  const disputed = request.method === "POST" ? controlDispute(desk, url.pathname) : null;
  if (disputed) {
    desk.store.save();
    return sendJson(response, 200, JSON.stringify(disputed));
  }
  const resend = /^\/peer\/events\/(\w+)\/resend$/.exec(url.pathname)?.[1];
  if (request.method === "POST" && url.pathname === "/peer/faults") {
    const wanted = faultsBody.safeParse(JSON.parse(await readBody(request)));
    if (!wanted.success) return sendJson(response, 400, JSON.stringify({ error: wanted.error.issues }));
    Object.assign(desk.webhooks.faults, wanted.data);
    return sendJson(response, 200, JSON.stringify(desk.webhooks.faults));
  }
  if (request.method === "POST" && resend && desk.store.state.events[resend]) {
    desk.webhooks.resend(resend);
    return sendJson(response, 202, "{}");
  }
  if (url.pathname === "/peer/deliveries")
    return sendJson(response, 200, JSON.stringify(desk.store.state.deliveries));
  sendJson(response, 404, "{}");
}

async function handle(desk: ApiDesk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  try {
    if (url.pathname.startsWith("/v1/")) await handleApi(desk, request, response, url);
    else if (url.pathname.startsWith("/pay/")) await handlePage(desk, request, response, url);
    else if (url.pathname.startsWith("/peer/")) await handleControl(desk, request, response, url);
    else if (url.pathname === "/healthz") sendJson(response, 200, '{"status":"ok"}');
    else sendPage(response, missingPage());
  } catch (error) {
    console.error(error);
    sendJson(response, 500, new ApiError(500, "The stand-in failed.", { type: "api_error" }).body());
  }
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((done, fail) => server.once("error", fail).listen(port, "127.0.0.1", done));
  const address: AddressInfo | string | null = server.address();
  return address !== null && typeof address === "object" ? address.port : port;
}

/**
 * Start the stand-in for Stripe on loopback: checkout, payment intents, charges, refunds, events, a hosted page and signed
 * webhooks. For tests and the demonstration; no money moves. State survives restarts.
 */
export async function startStripePeer(settings: Settings): Promise<StripePeer> {
  const store = openStore(path.join(settings.dataDir, "stripe-peer"));
  const webhooks = startWebhooks(store, settings);
  const desk: ApiDesk = { store, webhooks, pageUrl: () => "" };
  const server = createServer((request, response) => void handle(desk, request, response));
  const port = await listen(server, settings.port);
  const publicUrl = (settings.publicUrl ?? `http://localhost:${port}`).replace(/\/+$/, "");
  desk.pageUrl = (id) => `${publicUrl}/pay/${id}`;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      webhooks.stop();
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
      store.save();
    },
  };
}
