import { z } from "zod";
import { startStripePeer } from "@/peers/stripe/server";

/** Its own few variables: the peer is a program apart and knows nothing of the product's secrets. */
const settings = z
  .object({
    STRIPE_PEER_PORT: z.coerce.number().int(),
    DATA_DIR: z.string().default(".data"),
    STRIPE_WEBHOOK_URL: z.url(),
    STRIPE_WEBHOOK_SECRET: z.string().min(1),
    STRIPE_PUBLIC_URL: z.string().optional(),
  })
  .parse(process.env);

const peer = await startStripePeer({
  port: settings.STRIPE_PEER_PORT,
  dataDir: settings.DATA_DIR,
  webhookUrl: settings.STRIPE_WEBHOOK_URL,
  webhookSecret: settings.STRIPE_WEBHOOK_SECRET,
  publicUrl: settings.STRIPE_PUBLIC_URL || undefined,
});
console.error(`stripe peer ${peer.url}`);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void peer.close().then(() => process.exit(0)));
}
