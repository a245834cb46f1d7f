import { refuse } from "@/app/api/refusal";
import { requestContext } from "@/server/auth";
import { DomainError } from "@/server/core/domain-error";
import { type Artwork, type ArtworkSide, artworkSides } from "@/server/core/marking/artwork";
import { markingOf } from "@/server/core/marking/issue";
import { markingPdf, markingSvg } from "@/server/gateways/marking-sheet";
import { artworkOf } from "@/server/services/marking/artwork";

export const dynamic = "force-dynamic";

/** The PDF of all sheets, or one of them as SVG where `?side=` names it. */
async function printed(artwork: Artwork, side: ArtworkSide | null) {
  if (side === null)
    return {
      type: "application/pdf",
      name: `${artwork.serial}.pdf`,
      body: new Uint8Array(await markingPdf(artwork)),
    };
  return {
    type: "image/svg+xml; charset=utf-8",
    name: `${artwork.serial}-${side}.svg`,
    body: markingSvg(artwork, side),
  };
}

/** Print-ready artwork of a vehicle's marking, for its operator and the regulator. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ vehicleId: string }> },
): Promise<Response> {
  try {
    const input = markingOf.safeParse(await params);
    const wanted = new URL(request.url).searchParams.get("side");
    const side = artworkSides.find((known) => known === wanted) ?? null;
    if (!input.success || (wanted !== null && side === null))
      throw new DomainError("not_found", "marking.not_found");
    const { type, name, body } = await printed(await artworkOf(await requestContext(), input.data), side);
    return new Response(body, {
      headers: {
        "content-type": type,
        "content-disposition": `${side ? "attachment" : "inline"}; filename="${name}"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    return refuse(error);
  }
}
