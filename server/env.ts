import { z } from "zod";
import { proxyList } from "./caller-address";

const blankIsMissing = (value: unknown) => (value === "" ? undefined : value);
const optional = z.preprocess(blankIsMissing, z.string().optional());

const shape = z.object({
  APP_DATABASE_URL: z.string().min(1),
  DATA_DIR: z.string().default(".data"),
  PORT: z.coerce.number().int().default(3000),
  PUBLIC_URL: optional,
  REGION_HOSTS: z.string().default(""),
  /** Addresses and ranges of the reverse proxies whose `X-Forwarded-For` is believed; nobody's by default. */
  TRUSTED_PROXIES: z
    .string()
    .default("")
    .transform((text, ctx) => {
      try {
        return proxyList(text);
      } catch (error) {
        ctx.addIssue({ code: "custom", message: error instanceof Error ? error.message : "malformed" });
        return z.NEVER;
      }
    }),
  /** `id:base64key` pairs, newest first; 32 bytes each. Encrypts personal values. */
  VAULT_KEYS: z.string().min(1),
  /** `id:base64seed` pairs, newest first; 32 bytes each. Sign the daily roots of the record and the markings (Ed25519). */
  SIGNING_KEYS: z
    .string()
    .regex(/^([\w-]{1,40}:[A-Za-z0-9+/]{43}=(,\s*)?)*$/, "id:base64 pairs of 32 bytes")
    .default(""),
  /** Makes link tokens, hashes of codes and sessions, and the blind indexes; so it outlives every vault key. */
  LINK_SECRET: z.string().min(32),
  STRIPE_SECRET_KEY: optional,
  STRIPE_WEBHOOK_SECRET: optional,
  STRIPE_API_URL: optional,
  STRIPE_PUBLIC_URL: optional,
  /** The national medical-insurance interface: where, as whom, by what secret; SM2 keys (hex) where a region signs bodies. */
  INSURANCE_URL: optional,
  INSURANCE_PAASID: optional,
  INSURANCE_SECRET: optional,
  INSURANCE_SIGN_KEY: optional,
  INSURANCE_ANSWER_KEY: optional,
  INSURANCE_TIMEOUT_MS: z.coerce.number().int().min(100).max(60_000).default(20_000),
  SMTP_URL: optional,
  MAIL_FROM: z.string().default("安转 96120 <noreply@anzhuan.example>"),
  /** How short messages go out: `json` (our own call), `aliyun` (Alibaba Cloud's RPC), `log` (only written to the log). */
  SMS_DRIVER: z.preprocess(blankIsMissing, z.enum(["json", "aliyun", "log"]).default("json")),
  SMS_URL: optional,
  SMS_TOKEN: optional,
  /** The provider's access key, where the driver signs its calls. */
  SMS_KEY_ID: optional,
  SMS_KEY_SECRET: optional,
  /** What a provider must bring (`?token=`) to tell us what became of messages. */
  SMS_RECEIPT_TOKEN: optional,
  /** Web push (VAPID, RFC 8292): the P-256 keys as base64url, and whom push services may write to. */
  VAPID_PUBLIC_KEY: optional,
  VAPID_PRIVATE_KEY: optional,
  VAPID_SUBJECT: z.string().default("mailto:noreply@anzhuan.example"),
  EMERGENCY_URL: optional,
  EMERGENCY_TOKEN: optional,
  /** Whoever issues e-invoices, by the interface in README; without it they are numbered here and are no tax documents. */
  INVOICE_URL: optional,
  INVOICE_TOKEN: optional,
  OSRM_URL: optional,
  MAP_STYLE_URL: optional,
  FILES_URL: optional,
  /** Set by the start where the web server listens on loopback only. */
  LOOPBACK: z.preprocess((value) => value === "1", z.boolean()).default(false),
  DEMO: z.preprocess((value) => value === "1", z.boolean()),
  LOG_LEVEL: z.string().default("info"),
});
export type Env = z.infer<typeof shape>;

/** Read the environment once; a missing or malformed value stops the start, naming it. */
function read(): Env {
  const parsed = shape.safeParse(process.env);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map((issue) => `${issue.path.join(".")} (${issue.message})`);
  throw new Error(`The environment is incomplete: ${names.join(", ")}`);
}

let cached: Env | undefined;

/** The validated environment; read lazily so that building needs no secrets. */
export function env(): Env {
  cached ??= read();
  return cached;
}

/** The address of a page as the outside reaches it: PUBLIC_URL, or this machine. */
export function publicUrl(path: string): string {
  return new URL(path, env().PUBLIC_URL ?? `http://localhost:${env().PORT}`).href;
}
