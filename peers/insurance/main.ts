import { z } from "zod";
import { startInsurancePeer } from "./server";

/** Its own few variables: the stand-in is a program apart and knows nothing of the product's secrets. */
const settings = z
  .object({
    INSURANCE_PEER_PORT: z.coerce.number().int(),
    DATA_DIR: z.string().default(".data"),
    INSURANCE_PAASID: z.string().min(1),
    INSURANCE_SECRET: z.string().min(1),
  })
  .parse(process.env);

const peer = await startInsurancePeer({
  port: settings.INSURANCE_PEER_PORT,
  dataDir: settings.DATA_DIR,
  paasId: settings.INSURANCE_PAASID,
  secret: settings.INSURANCE_SECRET,
});
console.error(`insurance stand-in ${peer.url}`);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void peer.close().then(() => process.exit(0)));
}
