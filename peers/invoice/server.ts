import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What can go wrong on demand; counts run down as requests come. */
export interface InvoiceFaults {
  /** So many requests are done, and the answer is dropped. */
  dropAnswer: number;
  /** So many requests are dropped before anything is done. */
  dropRequest: number;
  /** So many requests are refused for good. */
  refuse: number;
  /** So many stay pending until they are asked for so often. */
  pending: number;
  /** So many answers are cut off in the middle. */
  truncate: number;
}

export interface InvoicePeer {
  url: string;
  faults: InvoiceFaults;
  /** What was issued, in order: request keys, numbers and kinds. */
  issued(): { requestKey: string; invoiceNumber: string; kind: string; redOfNumber: string | null }[];
  close(): Promise<void>;
}

interface Kept {
  requestKey: string;
  kind: string;
  redOfNumber: string | null;
  invoiceNumber: string;
  refused: boolean;
  isPending: boolean;
  issuedAt: string;
}

/** A small PDF that any reader opens: the provider's paper. */
const paper = (number: string) =>
  `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n% ${number}\ntrailer<</Root 1 0 R>>\n%%EOF\n`;

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = "";
  for await (const part of request) text += part;
  return JSON.parse(text) as Record<string, unknown>;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function answerOf(kept: Kept) {
  if (kept.refused) return { state: "refused", reason: "购买方名称与税号不一致" };
  if (kept.isPending) return { state: "pending" };
  const { invoiceNumber, issuedAt, requestKey } = kept;
  return { state: "issued", invoiceNumber, providerRef: `ref-${requestKey}`, issuedAt };
}

/**
 * A stand-in for a provider of e-invoices as README describes one, on loopback: issues once per request key, answers queries,
 * and fails on demand. For tests and trials; what it issues is no tax document.
 */
export async function startInvoicePeer(port: number, token: string): Promise<InvoicePeer> {
  const faults: InvoiceFaults = { dropAnswer: 0, dropRequest: 0, refuse: 0, pending: 0, truncate: 0 };
  const kept = new Map<string, Kept>();
  const take = (fault: keyof InvoiceFaults) => {
    if (faults[fault] <= 0) return false;
    faults[fault] -= 1;
    return true;
  };

  function keep(body: Record<string, unknown>): Kept {
    const requestKey = String(body.requestKey);
    const known = kept.get(requestKey);
    if (known) return known;
    const made: Kept = {
      requestKey,
      kind: String(body.kind),
      redOfNumber: typeof body.redOfNumber === "string" ? body.redOfNumber : null,
      invoiceNumber: `2633${String(kept.size + 1).padStart(16, "0")}`,
      refused: take("refuse"),
      isPending: take("pending"),
      issuedAt: new Date().toISOString(),
    };
    kept.set(requestKey, made);
    return made;
  }

  async function issue(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (take("dropRequest")) return void response.destroy();
    const made = keep(body);
    if (take("dropAnswer")) return void response.destroy();
    if (take("truncate")) {
      response.writeHead(200, { "content-type": "application/json" });
      return void response.end('{"state":"iss');
    }
    send(response, 200, answerOf(made));
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.authorization !== `Bearer ${token}`) return send(response, 401, {});
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const [, noun = "", key = ""] = pathname.split("/").map(decodeURIComponent);
    if (request.method === "POST" && noun === "invoices") return issue(request, response);
    const known = kept.get(noun === "documents" ? key.replace(/^ref-/, "") : key);
    if (!known) return send(response, 404, {});
    if (noun === "documents")
      return void response
        .writeHead(200, { "content-type": "application/pdf" })
        .end(paper(known.invoiceNumber));
    // Whoever asks again finds what was pending done.
    known.isPending = false;
    send(response, 200, answerOf(known));
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  });
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    issued: () =>
      [...kept.values()]
        .filter(({ refused, isPending }) => !refused && !isPending)
        .map(({ requestKey, invoiceNumber, kind, redOfNumber }) => ({
          requestKey,
          invoiceNumber,
          kind,
          redOfNumber,
        })),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
