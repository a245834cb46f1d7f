import { createHmac, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One short message that the stand-in took. */
export interface TakenSms {
  to: string;
  signature: string;
  template: string;
  values: Record<string, string>;
  reference: string;
  ref: string;
}

export interface SmsPeer {
  url: string;
  taken: TakenSms[];
  /** Called when a message was taken and before the answer goes out. */
  onTaken: (sms: TakenSms) => Promise<void> | void;
  /** Codes to answer instead of taking, one per call. */
  refusals: string[];
  /** What an installation is told later, as the provider pushes it. */
  report(reference: string, isDelivered: boolean): unknown[];
  close(): Promise<void>;
}

const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The provider's own sum over a call: RPC signature 1.0, written from its description and not from our driver. */
function isSigned(form: URLSearchParams, secret: string): boolean {
  const pairs = [...form].filter(([name]) => name !== "Signature").sort(([a], [b]) => (a < b ? -1 : 1));
  const query = pairs.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join("&");
  const wanted = createHmac("sha1", `${secret}&`)
    .update(`POST&%2F&${encoded(query)}`)
    .digest("base64");
  return wanted === form.get("Signature");
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return new URLSearchParams(text);
}

const say = (response: ServerResponse, status: number, body: object) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

/** A stand-in for Alibaba Cloud's short messages (dysmsapi 2017-05-25: SendSms, QuerySendDetails) for tests. */
export async function startSmsPeer(options: { secret: string; templates: string[] }): Promise<SmsPeer> {
  const peer = { taken: [], onTaken: () => undefined, refusals: [] } as unknown as SmsPeer;
  const send = async (form: URLSearchParams, response: ServerResponse) => {
    const refusal = peer.refusals.shift();
    if (refusal) return say(response, 200, { Code: refusal, Message: refusal });
    const template = form.get("TemplateCode") ?? "";
    if (!options.templates.includes(template))
      return say(response, 200, { Code: "isv.SMS_TEMPLATE_ILLEGAL", Message: "no such template" });
    const sms: TakenSms = {
      to: form.get("PhoneNumbers") ?? "",
      signature: form.get("SignName") ?? "",
      template,
      values: JSON.parse(form.get("TemplateParam") ?? "{}") as Record<string, string>,
      reference: form.get("OutId") ?? "",
      ref: randomUUID(),
    };
    peer.taken.push(sms);
    await peer.onTaken(sms);
    return say(response, 200, { Code: "OK", Message: "OK", BizId: sms.ref });
  };
  const details = (form: URLSearchParams, response: ServerResponse) => {
    const rows = peer.taken.filter(({ to }) => to === form.get("PhoneNumber"));
    const SmsSendDetailDTO = rows.map(({ reference, ref }) => ({ OutId: reference, BizId: ref }));
    return say(response, 200, { Code: "OK", SmsSendDetailDTOs: { SmsSendDetailDTO } });
  };
  const server = createServer((request, response) => {
    void bodyOf(request).then((form) => {
      if (!isSigned(form, options.secret))
        return say(response, 400, { Code: "SignatureDoesNotMatch", Message: "signature" });
      return form.get("Action") === "SendSms" ? send(form, response) : details(form, response);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return Object.assign(peer, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    report: (reference: string, isDelivered: boolean) => [
      {
        out_id: reference,
        success: isDelivered,
        err_code: isDelivered ? "DELIVERED" : "UNDELIV",
        report_time: "2026-03-02 08:00:05",
      },
    ],
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  });
}
