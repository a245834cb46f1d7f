import { z } from "zod";
import type { Point } from "@/server/core/geography";
import { callJson } from "@/server/gateways/call-json";

/** OSRM refuses tables of more than 100 places unless told otherwise; a block takes half for each side. */
const blockPlaces = 50;
const timeoutMs = 3_000;
const atOnce = 4;

const cells = z.array(z.array(z.number().nullable()));
const tableAnswer = z.object({ code: z.literal("Ok"), durations: cells, distances: cells });

/** Seconds and metres of every pair, row by row; NaN where OSRM knows no way. */
export interface OsrmTable {
  seconds: Float64Array;
  metres: Float64Array;
}

interface Block {
  rows: number[];
  columns: number[];
}

function blocksOf(count: number): Block[] {
  const groups: number[][] = [];
  for (let from = 0; from < count; from += blockPlaces) {
    groups.push(Array.from({ length: Math.min(blockPlaces, count - from) }, (_, offset) => from + offset));
  }
  return groups.flatMap((rows) => groups.map((columns) => ({ rows, columns })));
}

function blockAddress(baseUrl: string, places: readonly Point[], block: Block): string {
  const used = [...new Set([...block.rows, ...block.columns])];
  const at = new Map(used.map((place, index) => [place, index]));
  const coordinates = used
    .map((index) => `${places[index]?.lon.toFixed(6)},${places[index]?.lat.toFixed(6)}`)
    .join(";");
  const indexes = (list: number[]) => list.map((place) => at.get(place)).join(";");
  const query = `annotations=duration,distance&sources=${indexes(block.rows)}&destinations=${indexes(block.columns)}`;
  return `${baseUrl.replace(/\/+$/, "")}/table/v1/driving/${coordinates}?${query}`;
}

function fill(table: OsrmTable, count: number, block: Block, answer: z.infer<typeof tableAnswer>): void {
  block.rows.forEach((row, r) => {
    block.columns.forEach((column, c) => {
      const at = row * count + column;
      table.seconds[at] = answer.durations[r]?.[c] ?? Number.NaN;
      table.metres[at] = answer.distances[r]?.[c] ?? Number.NaN;
    });
  });
}

/**
 * The whole table of an OSRM server (`/table/v1/driving`, OSRM HTTP API v5), fetched in blocks of 50 × 50.
 * Throws when the server is silent for 3 s or answers anything but a table.
 */
export async function osrmTable(baseUrl: string, places: readonly Point[]): Promise<OsrmTable> {
  const count = places.length;
  const table = { seconds: new Float64Array(count * count), metres: new Float64Array(count * count) };
  const waiting = blocksOf(count);
  const work = async () => {
    for (let block = waiting.pop(); block; block = waiting.pop()) {
      const answer = await callJson(blockAddress(baseUrl, places, block), { timeoutMs, answer: tableAnswer });
      fill(table, count, block, answer);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return table;
}
