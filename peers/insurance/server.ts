import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sm2 } from "sm-crypto";
import { z } from "zod";
import { transactionNumbers } from "@/server/core/insurance/transaction";
import { arraysAsNull, contradicting, type Fault, fault, nextFault, numbersAsStrings } from "./fault";
import { type FundRules, type Message, take } from "./fund";
import { Refusal } from "./refusal";
import { type FundState, openFundStore, type Person } from "./state";

interface Settings {
  /** 0 takes a free port. Only loopback is listened on. */
  port: number;
  /** The fund keeps its JSON file in `insurance-peer/` here. */
  dataDir: string;
  paasId: string;
  secret: string;
  timeZone?: string;
  /** The region's division and switch. */
  rules?: Partial<FundRules>;
  /** Bodies must be signed with the key that belongs to it; answers are signed with `answerKey`. */
  signPublicKey?: string;
  answerKey?: string;
}

export interface InsurancePeer {
  /** Address of the interface; control lies under `/peer/`. */
  url: string;
  state: FundState;
  faults: Fault[];
  /** Let the messages on hold arrive, in order; says how the fund took each. */
  release(): ("done" | "refused")[];
  close(): Promise<void>;
}

const envelope = z.object({
  infno: z.enum(transactionNumbers),
  msgid: z.string().length(30),
  mdtrtarea_admvs: z.string().length(6),
  insuplc_admdvs: z.string().length(6),
  infver: z.literal("V1.0"),
  opter: z.string().min(1),
  opter_name: z.string().min(1),
  inf_time: z.string(),
  fixmedins_code: z.string().length(12),
  fixmedins_name: z.string().min(1),
  sign_no: z.string(),
  cainfo: z.string(),
  input: z.unknown(),
});

const maxSkewSeconds = 300;
const maxBytes = 4 * 1024 * 1024;

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    if (bytes > maxBytes) throw new Error("too large");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

/** The fund's local clock. */
function clock(timeZone: string, skewSeconds: number): string {
  const at = new Date(Date.now() + skewSeconds * 1000);
  const options = { timeZone, dateStyle: "short", timeStyle: "medium", hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat("sv-SE", options).format(at);
}

function isKnown({ headers }: IncomingMessage, settings: Settings, skewSeconds: number): boolean {
  const timestamp = String(headers["x-tif-timestamp"] ?? "");
  const nonce = String(headers["x-tif-nonce"] ?? "");
  const signature = createHash("sha256").update(`${timestamp}${settings.secret}${nonce}${timestamp}`);
  const apart = Math.abs(Date.now() / 1000 + skewSeconds - Number(timestamp));
  return (
    headers["x-tif-paasid"] === settings.paasId &&
    headers["x-tif-signature"] === signature.digest("hex") &&
    apart <= maxSkewSeconds
  );
}

/** The stand-in for the fund: see `startInsurancePeer`. */
class Desk {
  readonly settings: Settings;
  readonly rules: FundRules;
  readonly store: ReturnType<typeof openFundStore>;
  readonly faults: Fault[] = [];
  readonly held: Message[] = [];
  skewSeconds = 0;

  constructor(settings: Settings) {
    this.settings = settings;
    this.rules = { area: "331000", fundIncludesAccount: false, ...settings.rules };
    this.store = openFundStore(path.join(settings.dataDir, "insurance-peer"));
  }

  now(): string {
    return clock(this.settings.timeZone ?? "Asia/Shanghai", this.skewSeconds);
  }

  /** The answer to a message, as it would be written. */
  answer(message: Message): { infcode: number; err_msg: string; output: unknown } {
    try {
      const output = take(this.store.state, message, this.rules);
      return { infcode: 0, err_msg: "", output };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { infcode: -2, err_msg: error.message, output: null };
    } finally {
      this.store.save();
    }
  }

  release(): ("done" | "refused")[] {
    const waiting = this.held.splice(0);
    return waiting.map((each) =>
      this.answer({ ...each, at: this.now() }).infcode === 0 ? "done" : "refused",
    );
  }
}

const systemError = { infcode: -1, err_msg: "系统异常", output: null };

/** What a fault makes of an answer that was given. */
function spoilt(answer: ReturnType<Desk["answer"]>, kind: Fault["kind"] | undefined) {
  if (kind === "error_done") return systemError;
  if (kind === "nulls") return { ...answer, output: arraysAsNull(answer.output) };
  if (kind === "contradicts") return { ...answer, output: contradicting(answer.output) };
  return answer;
}

async function serve(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parsed = envelope.safeParse(JSON.parse(await readBody(request)));
  const { settings } = desk;
  if (!isKnown(request, settings, desk.skewSeconds)) {
    response.writeHead(401, { "content-type": "application/json" }).end('{"message":"签名或时间戳无效"}');
    return;
  }
  const write = (body: { infcode: number; err_msg: string; output: unknown }, trouble?: Fault) => {
    const cainfo = settings.answerKey
      ? sm2.doSignature(JSON.stringify(body.output), settings.answerKey, { hash: true, der: true })
      : "";
    const times = { refmsg_time: desk.now(), respond_time: desk.now() };
    const whole = {
      ...body,
      ...times,
      inf_refmsgid: `${Date.now()}`.padStart(30, "0"),
      cainfo,
      signtype: "",
    };
    const text = JSON.stringify(trouble?.kind === "strings" ? numbersAsStrings(whole) : whole);
    response.writeHead(200, { "content-type": "application/json; charset=utf-8" });
    response.end(trouble?.kind === "cut" ? text.slice(0, Math.floor(text.length / 2)) : text);
  };
  if (!parsed.success)
    return write({
      infcode: -2,
      err_msg: `报文头错误：${parsed.error.issues[0]?.path.join(".")}`,
      output: null,
    });
  const { infno, msgid, fixmedins_code, sign_no, input, cainfo } = parsed.data;
  if (settings.signPublicKey) {
    const isSigned = sm2.doVerifySignature(JSON.stringify(input), cainfo || "00", settings.signPublicKey, {
      hash: true,
      der: true,
    });
    if (!isSigned) return write({ infcode: -2, err_msg: "验签失败", output: null });
  }
  const trouble = nextFault(desk.faults, infno) ?? undefined;
  const message: Message = {
    infno,
    msgid,
    institution: fixmedins_code,
    signNo: sign_no,
    input,
    at: desk.now(),
  };
  if (trouble?.kind === "hold") {
    desk.held.push(message);
    response.destroy();
    return;
  }
  if (trouble?.kind === "signed_out") delete desk.store.state.signIns[fixmedins_code];
  if (trouble?.kind === "error") return write(systemError);
  if (trouble?.kind === "refuse") return write({ infcode: -2, err_msg: trouble.message, output: null });
  const answer = desk.answer(trouble?.kind === "differs" ? { ...message, lessFen: 1_000 } : message);
  if (trouble?.kind === "drop") {
    response.destroy();
    return;
  }
  if (trouble?.kind === "stall") await sleep(trouble.milliseconds);
  if (infno === "9102" && answer.infcode === 0) {
    const { content } = answer.output as { content: string };
    response.writeHead(200, { "content-type": "application/octet-stream" }).end(content);
    return;
  }
  write(spoilt(answer, trouble?.kind), trouble);
}

const person = z.strictObject({
  certNo: z.string().min(1),
  area: z.string().length(6).optional(),
  isPaused: z.boolean().optional(),
  isEntitled: z.boolean().optional(),
  balanceFen: z.number().int().min(0).optional(),
});

/** For tests: `POST /peer/faults`, `/peer/release`, `/peer/skew {seconds}`, `/peer/persons`, `GET /peer/state`. */
async function control(desk: Desk, request: IncomingMessage, response: ServerResponse, at: string) {
  const json = (status: number, body: unknown) =>
    void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  if (request.method !== "POST") return at === "state" ? json(200, desk.store.state) : json(404, {});
  const body: unknown = JSON.parse((await readBody(request)) || "{}");
  if (at === "faults") {
    const wanted = fault.safeParse(body);
    if (!wanted.success) return json(400, wanted.error.issues);
    desk.faults.push(wanted.data);
    return json(200, desk.faults);
  }
  if (at === "release") return json(200, desk.release());
  if (at === "skew") {
    desk.skewSeconds = z.object({ seconds: z.number() }).parse(body).seconds;
    return json(200, {});
  }
  if (at === "persons") {
    const { certNo, ...rest } = person.parse(body);
    const { personOf } = await import("./fund");
    const known = personOf(desk.store.state, certNo, desk.rules);
    const set = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    Object.assign(known, set satisfies Partial<Person>);
    return json(200, known);
  }
  return json(404, {});
}

/**
 * Start the stand-in for a region's medical-insurance interface on loopback, with every fault on demand. For tests and the
 * demonstration: no fund pays. State survives restarts.
 */
export async function startInsurancePeer(settings: Settings): Promise<InsurancePeer> {
  const desk = new Desk(settings);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const work = pathname.startsWith("/peer/")
      ? control(desk, request, response, pathname.slice("/peer/".length))
      : pathname === "/healthz"
        ? Promise.resolve(void response.end("ok"))
        : serve(desk, request, response);
    work.catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((done, fail) =>
    server.once("error", fail).listen(settings.port, "127.0.0.1", done),
  );
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/fsi/api/rsfComIfsService/callService`,
    state: desk.store.state,
    faults: desk.faults,
    release: () => desk.release(),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
      desk.store.save();
    },
  };
}
