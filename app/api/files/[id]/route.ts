import { doorContext } from "@/app/api/door";
import { refuse } from "@/app/api/refusal";
import { DomainError } from "@/server/core/domain-error";
import { fileRef } from "@/server/core/file-input";
import { getFile } from "@/server/services/file";

export const dynamic = "force-dynamic";

/** A file that the caller may see. A PDF may hold scripts, so it comes as a download. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  try {
    const input = fileRef.safeParse({ fileId: (await params).id });
    if (!input.success) throw new DomainError("not_found", "file.not_found");
    const { content, contentType, sha256 } = await getFile(await doorContext(request), input.data.fileId);
    const disposition = contentType === "application/pdf" ? "attachment" : "inline";
    return new Response(new Uint8Array(content), {
      headers: {
        "content-type": contentType,
        "content-disposition": disposition,
        "cache-control": "private, no-store",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "x-content-type-options": "nosniff",
        etag: `"${sha256}"`,
      },
    });
  } catch (error) {
    return refuse(error);
  }
}
