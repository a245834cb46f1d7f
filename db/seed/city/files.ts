import sharp from "sharp";
import { file } from "@/db/schema/file";
import { papersFor } from "@/server/core/certification";
import type { PaperKind } from "@/server/core/standard/facts";
import { putImage, putSignature, type StoredFile } from "@/server/gateways/files";
import { chance } from "./chance";
import { type City, foundedAt } from "./city";
import { operators } from "./fleet-plan";
import { orgId } from "./organizations";
import { insertRows, seedId } from "./rows";

export type { StoredFile } from "@/server/gateways/files";

/** A scrawl as a finger leaves it on the screen. */
function scrawl(number: number): string {
  const dice = chance(`signature/${number}`);
  let [x, y] = [24, 70];
  let path = `M${x} ${y}`;
  for (let stroke = 0; stroke < 14; stroke++) {
    const [cx, cy] = [x + dice.between(4, 30), dice.between(14, 104)];
    [x, y] = [x + dice.between(10, 24), dice.between(34, 90)];
    path += ` Q${cx} ${cy} ${x} ${y}`;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="360" height="120"><rect width="360" height="120" fill="#fff"/><path d="${path}" fill="none" stroke="#1b2a41" stroke-width="4" stroke-linecap="round"/></svg>`;
}

/** A few signatures, shared by all hand-overs: the content is stored once. */
export function drawSignatures(): Promise<StoredFile[]> {
  return Promise.all(Array.from({ length: 8 }, (_, number) => putSignature(Buffer.from(scrawl(number)))));
}

const page = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="440">${content}</svg>`;

/** A white vehicle with its blue strip, from one side. */
function vehicleDrawing(side: string): string {
  const end = side === "front" || side === "rear";
  const [x, width] = end ? [220, 200] : [60, 520];
  const body = `<rect width="640" height="440" fill="#dfe7ea"/><rect x="${x}" y="120" width="${width}" height="200" rx="26" fill="#fff" stroke="#8a97a0" stroke-width="3"/>`;
  const strip = `<rect x="${x}" y="228" width="${width}" height="22" fill="#1668b3"/>`;
  const panes = end
    ? `<rect x="246" y="142" width="148" height="66" rx="10" fill="#9db4c0"/>`
    : `<rect x="96" y="142" width="120" height="62" rx="8" fill="#9db4c0"/>`;
  const wheels = [x + 44, x + width - 44]
    .map((cx) => `<circle cx="${cx}" cy="322" r="34" fill="#2c3338"/>`)
    .join("");
  return page(body + strip + panes + wheels);
}

/** A sheet with a seal and lines: stands for the scan of a paper, with nothing on it that could be taken for a real one. */
function sheetDrawing(kind: string): string {
  const tint = chance(`sheet/${kind}`).pick(["#f7f3e8", "#eef4f7", "#f4eef2", "#eff5ec"]);
  const lines = Array.from(
    { length: 7 },
    (_, row) =>
      `<rect x="70" y="${120 + row * 36}" width="${380 - (row % 3) * 70}" height="10" fill="#b9c0c6"/>`,
  ).join("");
  return page(
    `<rect width="640" height="440" fill="${tint}"/><rect x="40" y="40" width="560" height="360" fill="none" stroke="#9aa3aa" stroke-width="3"/><rect x="70" y="68" width="260" height="22" fill="#6f7b84"/>${lines}<circle cx="510" cy="310" r="54" fill="none" stroke="#c0392b" stroke-width="8"/>`,
  );
}

/** A sheet as a photo of it, not kept yet. */
export const drawSheet = (name: string): Promise<Buffer> =>
  sharp(Buffer.from(sheetDrawing(name)))
    .png()
    .toBuffer();

async function stored(kind: PaperKind): Promise<StoredFile> {
  const side = /^marking_photo_(\w+)$/.exec(kind)?.[1];
  return putImage(
    await sharp(Buffer.from(side ? vehicleDrawing(side) : sheetDrawing(kind)))
      .png()
      .toBuffer(),
  );
}

/** A vehicle from one side, as a photo of it. */
export const drawVehicle = (): Promise<StoredFile> => stored("marking_photo_left");

/** One drawing per kind of paper and operator. Answers with the file of each, by "<organisation>/<kind>". */
export async function seedPaperFiles(city: City): Promise<Map<string, string>> {
  const duties = ["driver", "nurse", "doctor", "bearer"] as const;
  const kinds = new Set([
    ...papersFor({ subject: "operator", carriesCareTransfer: true }),
    ...papersFor({ subject: "vehicle" }),
    ...papersFor({ subject: "crew", duties: [...duties] }),
  ]);
  const drawn = new Map(
    await Promise.all([...kinds].map(async (kind) => [kind, await stored(kind)] as const)),
  );
  const ids = new Map<string, string>();
  const rows = (operators[city.regionId] ?? []).flatMap(({ key }) => {
    const org = orgId(city.regionId, key);
    return [...drawn].map(([kind, it]) => {
      const id = seedId(city.regionId, "paper-file", `${key}/${kind}`);
      ids.set(`${org}/${kind}`, id);
      const purpose = kind.startsWith("marking") ? ("marking" as const) : ("paper" as const);
      return {
        regionId: city.regionId,
        id,
        sha256: it.sha256,
        contentType: it.mediaType,
        bytes: it.bytes,
        purpose,
        bookingId: null,
        uploadedBy: "system:demonstration",
        createdAt: foundedAt(city),
        viewerOrgs: [org],
      };
    });
  });
  await insertRows(city.db, file, rows);
  return ids;
}
