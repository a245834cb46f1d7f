import { refuse } from "@/app/api/refusal";
import { requestContext } from "@/server/auth";
import { listReadyAccounts } from "@/server/services/account/ready";

export const dynamic = "force-dynamic";

/** The ready accounts of the demonstration; elsewhere this address does not exist. */
export async function GET(): Promise<Response> {
  try {
    const accounts = await listReadyAccounts(await requestContext());
    const flat = accounts.map(({ organization, region, ...person }) => ({
      ...person,
      organization: organization?.zh ?? null,
      region: region?.id ?? null,
    }));
    return Response.json(flat, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    return refuse(error);
  }
}
