/** A file that came piece by piece. */
interface Received {
  blob: Blob;
  name: string;
  entries: number;
}

const nameOf = (header: string | null): string =>
  /filename="([^"]+)"/.exec(header ?? "")?.[1] ?? "record.jsonl";

function count(bytes: Uint8Array, byte: number): number {
  let found = 0;
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) found += 1;
  return found;
}

/**
 * Read an export to its end, telling how many entries of how many have come: its head says how many follow, and each stands on
 * a line. Throws the answer's own error where there is one.
 */
export async function readPieces(
  address: string,
  signal: AbortSignal,
  tell: (done: number, total: number) => void,
): Promise<Received> {
  const answer = await fetch(address, { signal });
  if (!answer.ok || !answer.body) {
    const { error } = (await answer.json()) as { error: { key: string; data: Record<string, unknown> } };
    throw Object.assign(new Error(error.key), error);
  }
  const reader = answer.body.getReader();
  const pieces: BlobPart[] = [];
  let [lines, total, head] = [0, 0, ""];
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    pieces.push(piece.value);
    if (total === 0) {
      head += new TextDecoder().decode(piece.value);
      total = Number(/"entries":(\d+),"format"/.exec(head)?.[1] ?? 0);
    }
    lines += count(piece.value, 10);
    tell(Math.min(total, lines), total);
  }
  const blob = new Blob(pieces, { type: answer.headers.get("content-type") ?? "" });
  return { blob, name: nameOf(answer.headers.get("content-disposition")), entries: total };
}
