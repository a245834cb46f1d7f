import { doorContext } from "@/app/api/door";
import { refuse } from "@/app/api/refusal";
import { DomainError } from "@/server/core/domain-error";
import { filePut } from "@/server/core/file-input";
import { assertMayPut, putFile } from "@/server/services/file";

export const dynamic = "force-dynamic";
const maxMb = 12;
/** The fields and boundaries around a file of the largest size. */
const maxBodyBytes = (maxMb + 1) * 1024 * 1024;

/**
 * Keep a file: multipart form with `file` and the fields of `core/file-input.ts`. A guest sends `x-booking-token`, staff
 * their session. Answers `{ fileId, sha256, contentType, bytes }`, or `{ error: { code, key, data } }`.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    const ctx = await doorContext(request);
    // Who may not, and what is too large or does not say how large it is, is refused before it is read.
    assertMayPut(ctx);
    const length = Number(request.headers.get("content-length") ?? Number.NaN);
    if (!(length <= maxBodyBytes)) throw new DomainError("bad_input", "file.too_large", { maxMb });
    const form = await request.formData().catch(() => null);
    const sent = form?.get("file");
    if (!form || !(sent instanceof File)) throw new DomainError("bad_input", "file.empty");
    const fields = Object.fromEntries([...form].filter(([name, value]) => name !== "file" && value !== ""));
    const input = filePut.safeParse(fields);
    if (!input.success) throw new DomainError("bad_input", "input.invalid");
    return Response.json(await putFile(ctx, input.data, Buffer.from(await sent.arrayBuffer())));
  } catch (error) {
    return refuse(error);
  }
}
