import { bearingHeaders } from "@/components/api/link";

/** What a refused upload says: a key of `errors` with its data, as `useFailureText` reads it. */
export interface UploadRefusal {
  code: string;
  key: string;
  data: Record<string, string | number>;
  fields: { path: string; message: string }[];
}

const offline: UploadRefusal = { code: "unavailable", key: "network", data: {}, fields: [] };

/** Put a paper, a photo of a marking, a repair, an inspection, a case or a relief, of a booking where one is named; throws an `UploadRefusal`. */
export async function putPaper(
  file: File,
  purpose: "paper" | "marking" | "photo" | "evidence" | "relief",
  bookingId?: string,
): Promise<{ fileId: string }> {
  const body = new FormData();
  body.set("file", file);
  body.set("purpose", purpose);
  if (bookingId) body.set("bookingId", bookingId);
  const answer = await fetch("/api/files", { method: "POST", body, headers: bearingHeaders() }).catch(() => {
    throw offline;
  });
  const said = await answer.json().catch(() => null);
  if (!answer.ok) throw { ...offline, key: "unexpected", ...said?.error } satisfies UploadRefusal;
  return said;
}
