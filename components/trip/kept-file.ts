import { v7 as uuidv7 } from "uuid";
import type { Signature } from "@/components/ui/signature-pad";
import type { KeptFile } from "./outbox-entry";

/** A file with the id it will have on the server. */
export function keptFile(purpose: KeptFile["purpose"], content: Blob): KeptFile {
  return { fileId: uuidv7(), purpose, content };
}

function decode(dataAddress: string): Blob {
  // Fetching a data address is forbidden by the content policy.
  const bytes = Uint8Array.from(atob(dataAddress.split(",")[1] ?? ""), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: "image/png" });
}

const typedSize = { width: 720, height: 200 };

/** The typed name of somebody who could not draw, as a picture marked as typed. */
function write(name: string, mark: string): Promise<Blob> {
  const canvas = Object.assign(document.createElement("canvas"), typedSize);
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("This browser cannot draw");
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, typedSize.width, typedSize.height);
  pen.fillStyle = "#13272c";
  pen.textAlign = "center";
  pen.font = "64px sans-serif";
  pen.fillText(name, typedSize.width / 2, 110, typedSize.width - 40);
  pen.font = "24px sans-serif";
  pen.fillText(mark, typedSize.width / 2, 170, typedSize.width - 40);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("No picture was made"))), "image/png");
  });
}

/** A signature as a file; `typedMark` says in the picture that the name was typed. */
export async function signatureFile(signature: Signature, typedMark: string): Promise<KeptFile> {
  const drawn = signature.kind === "drawn";
  return keptFile("signature", drawn ? decode(signature.image) : await write(signature.name, typedMark));
}
