import { refuse } from "@/app/api/refusal";
import { requestContext } from "@/server/auth";
import { verifyInput } from "@/server/core/verify-input";
import { verifyVehicle } from "@/server/services/marking/verify";

export const dynamic = "force-dynamic";

/** The same answer as the page, for machines. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ serial: string }> },
): Promise<Response> {
  try {
    const { serial } = await params;
    const code = new URL(request.url).searchParams.get("m") ?? undefined;
    const input = verifyInput.parse({ mark: serial, code });
    return Response.json(await verifyVehicle(await requestContext(), input), {
      headers: { "cache-control": "no-store" },
    });
  } catch (error) {
    return refuse(error);
  }
}
