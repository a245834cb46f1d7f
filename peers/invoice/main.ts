import { z } from "zod";
import { startInvoicePeer } from "@/peers/invoice/server";

/** Its own few variables: the peer is a program apart. */
const settings = z
  .object({ INVOICE_PEER_PORT: z.coerce.number().int(), INVOICE_TOKEN: z.string().min(1) })
  .parse(process.env);

const peer = await startInvoicePeer(settings.INVOICE_PEER_PORT, settings.INVOICE_TOKEN);
console.error(`invoice peer ${peer.url}`);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void peer.close().then(() => process.exit(0)));
}
