import { createServer as createHttp, type IncomingHttpHeaders } from "node:http";
import { type AddressInfo, createServer as createTcp, type Server } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const open: Server[] = [];
async function listen(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return (server.address() as AddressInfo).port;
}

/** A mail host that speaks just enough SMTP (RFC 5321) to take one mail after another; `rcpt` is its answer to RCPT TO. */
async function mailHost(rcpt = "250 ok"): Promise<{ url: string; mails: string[] }> {
  const mails: string[] = [];
  const port = await listen(
    createTcp((socket) => {
      let inData = false;
      let buffered = "";
      socket.on("error", () => undefined);
      socket.write("220 test ESMTP\r\n");
      socket.on("data", (chunk) => {
        buffered += chunk.toString("utf8");
        for (
          let end = buffered.indexOf(inData ? "\r\n.\r\n" : "\r\n");
          end >= 0;
          end = buffered.indexOf(inData ? "\r\n.\r\n" : "\r\n")
        ) {
          const part = buffered.slice(0, end);
          buffered = buffered.slice(end + (inData ? 5 : 2));
          if (inData) {
            mails.push(part);
            inData = false;
            socket.write("250 queued\r\n");
          } else if (/^DATA/i.test(part)) {
            inData = true;
            socket.write("354 go\r\n");
          } else
            socket.write(
              /^RCPT/i.test(part) ? `${rcpt}\r\n` : /^QUIT/i.test(part) ? "221 bye\r\n" : "250 ok\r\n",
            );
        }
      });
    }),
  );
  return { url: `smtp://127.0.0.1:${port}`, mails };
}

interface Call {
  method?: string;
  url?: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}
/** An HTTP peer that records calls and answers them all alike. */
async function httpPeer(status: number, answer: unknown): Promise<{ url: string; calls: Call[] }> {
  const calls: Call[] = [];
  const server = createHttp(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    calls.push({
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: text ? JSON.parse(text) : null,
    });
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, calls };
}

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv("APP_DATABASE_URL", "postgres://test");
  vi.stubEnv("VAULT_KEYS", "unused:here");
  vi.stubEnv("LINK_SECRET", "a secret of at least thirty-two characters");
  for (const name of ["SMTP_URL", "SMS_URL", "EMERGENCY_URL"]) vi.stubEnv(name, "");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(open.splice(0).map((server) => new Promise((done) => server.close(done))));
});

const mail = {
  id: "331000_m1",
  to: "wang@example.com",
  subject: "车辆已安排",
  html: "<p>车牌</p>",
  text: "车牌",
};

describe("mail", () => {
  it("reaches the host with both parts, a steady id and the mark of automatic mail", async () => {
    const host = await mailHost();
    vi.stubEnv("SMTP_URL", host.url);
    const { deliverMail } = await import("@/server/gateways/mailer");
    expect(await deliverMail(mail)).toEqual({ providerRef: "<331000_m1@anzhuan.example>" });
    expect(host.mails).toHaveLength(1);
    expect(host.mails[0]).toContain("Message-ID: <331000_m1@anzhuan.example>");
    expect(host.mails[0]).toContain("Auto-Submitted: auto-generated");
    expect(host.mails[0]).toMatch(/multipart\/alternative/);
  });

  it("tells a final refusal from a passing one, and an unconfigured host from both", async () => {
    const { deliverMail } = await import("@/server/gateways/mailer");
    await expect(deliverMail(mail)).rejects.toMatchObject({
      code: "unavailable",
      key: "mail.not_configured",
    });
    for (const [rcpt, key] of [
      ["550 no such user", "mail.refused"],
      ["451 later", "mail.failed"],
    ] as const) {
      vi.resetModules();
      vi.stubEnv("SMTP_URL", (await mailHost(rcpt)).url);
      const fresh = await import("@/server/gateways/mailer");
      await expect(fresh.deliverMail(mail)).rejects.toMatchObject({ key });
    }
  });
});

describe("short messages", () => {
  const message = { id: "331000_s1", to: "+8613800138000", text: "验证码 123456", template: null };
  it("go out with token and idempotency key", async () => {
    const peer = await httpPeer(200, { id: "sms-9" });
    vi.stubEnv("SMS_URL", peer.url);
    vi.stubEnv("SMS_TOKEN", "t0ken");
    const { deliverSms } = await import("@/server/gateways/sms/deliver");
    expect(await deliverSms(message)).toEqual({ providerRef: "sms-9" });
    expect(peer.calls[0]?.headers).toMatchObject({
      authorization: "Bearer t0ken",
      "idempotency-key": "331000_s1",
    });
    expect(peer.calls[0]?.body).toEqual({ to: message.to, text: message.text, reference: "331000_s1" });
  });

  it.each([
    [422, {}, "sms.refused"],
    [503, {}, "sms.failed"],
    [200, { unexpected: true }, "sms.failed"],
  ])("answered %i %j fail as %s", async (status, answer, key) => {
    vi.stubEnv("SMS_URL", (await httpPeer(status, answer)).url);
    const { deliverSms } = await import("@/server/gateways/sms/deliver");
    await expect(deliverSms(message)).rejects.toMatchObject({ key });
  });
});

describe("hand-over to 120", () => {
  const record = {
    id: "331000_h1",
    regionId: "331000",
    at: "2026-03-02T01:00:00Z",
    callerPhone: "+8613800138000",
    callerRelation: "女儿",
    patientName: null,
    patientAgeYears: 71,
    place: { address: "玉环市某村", floor: "3", lat: 28.13, lon: 121.23 },
    findings: ["胸口痛，一小时前开始"],
    ruleVersion: "331000-triage-1",
    note: null,
  };

  it("is sent whole, and done only when a named person took it at a time", async () => {
    const sending = await httpPeer(201, { reference: "E/7" });
    vi.stubEnv("EMERGENCY_URL", `${sending.url}/`);
    const { deliverHandOver } = await import("@/server/gateways/emergency");
    expect(await deliverHandOver(record)).toEqual({ providerRef: "E/7" });
    expect(sending.calls[0]).toMatchObject({ method: "POST", url: "/hand-overs", body: record });
  });

  it.each([
    [{}, undefined],
    [{ acknowledgedAt: "2026-03-02T01:00:20+08:00" }, undefined],
    [
      { acknowledgedBy: "李敏", acknowledgedAt: "2026-03-02T01:00:20+08:00" },
      { acknowledgedBy: "李敏", acknowledgedAt: "2026-03-02T01:00:20+08:00", caseNumber: null },
    ],
  ])("reads %j", async (answer, expected) => {
    const peer = await httpPeer(200, answer);
    vi.stubEnv("EMERGENCY_URL", peer.url);
    const { readAcknowledgement } = await import("@/server/gateways/emergency");
    expect(await readAcknowledgement("E/7")).toEqual(expected);
    expect(peer.calls[0]?.url).toBe("/hand-overs/E%2F7");
  });

  it("fails loudly when 120 is silent, unknown or not configured", async () => {
    const { deliverHandOver, readAcknowledgement } = await import("@/server/gateways/emergency");
    await expect(deliverHandOver(record)).rejects.toMatchObject({ key: "emergency.not_configured" });
    vi.resetModules();
    vi.stubEnv("EMERGENCY_URL", (await httpPeer(404, {})).url);
    const missing = await import("@/server/gateways/emergency");
    await expect(missing.readAcknowledgement("x")).rejects.toMatchObject({
      key: "emergency.unknown_reference",
    });
    await expect(missing.deliverHandOver(record)).rejects.toMatchObject({ key: "emergency.failed" });
    await expect(readAcknowledgement("x")).rejects.toMatchObject({ key: "emergency.not_configured" });
  });
});
