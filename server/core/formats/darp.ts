import { check, fieldsOf, headOf, numericRows, type Row } from "./rows";

export interface DarpNode {
  id: number;
  x: number;
  y: number;
  service: number;
  load: number;
  earliest: number;
  latest: number;
}

/**
 * Dial-a-ride (Cordeau and Laporte 2003, Cordeau 2006). Times in minutes. `nodes[i].id` is i: 0 is the depot, 1..requests
 * are pickups and i + requests is the delivery of i; a depot row that closes the file is left out.
 */
export interface Darp {
  vehicles: number;
  longestRoute: number;
  capacity: number;
  longestRide: number;
  requests: number;
  nodes: DarpNode[];
}

const fields = ["id", "x", "y", "service", "load", "earliest", "latest"] as const;

/**
 * Reads the format of Cordeau and Laporte: `m x T Q L`, then a row per node; the number of requests follows from the
 * number of rows.
 *
 * @throws DomainError bad_input naming the line
 */
export function parseDarp(text: string): Darp {
  const [head, rest] = headOf(numericRows(text));
  const [vehicles = 0, , longestRoute = 0, capacity = 0, longestRide = 0] = fieldsOf(head, [
    "m",
    "x",
    "T",
    "Q",
    "L",
  ]);
  check(
    head,
    Number.isInteger(vehicles) && vehicles > 0,
    "the number of vehicles must be a whole number above 0",
  );
  check(head, longestRoute > 0 && capacity > 0 && longestRide > 0, "T, Q and L must be above 0");
  check(head, rest.length > 0, "the depot is missing");
  const nodes = rest.map(nodeOf);
  const closing = rest.length % 2 === 0 ? rest.at(-1) : undefined;
  if (closing) checkClosing(closing, nodes);
  const kept = closing ? nodes.slice(0, -1) : nodes;
  const requests = (kept.length - 1) / 2;
  for (const [index, row] of rest.slice(0, kept.length).entries()) checkLoad(row, kept, index, requests);
  return { vehicles, longestRoute, capacity, longestRide, requests, nodes: kept };
}

function nodeOf(row: Row, index: number): DarpNode {
  const [id = 0, x = 0, y = 0, service = 0, load = 0, earliest = 0, latest = 0] = fieldsOf(row, fields);
  check(row, id === index, `node ${index} expected, ${id} found`);
  check(row, earliest <= latest, `the window closes (${latest}) before it opens (${earliest})`);
  check(row, service >= 0, "the service time is negative");
  return { id, x, y, service, load, earliest, latest };
}

function checkClosing(row: Row, nodes: readonly DarpNode[]): void {
  const [first, last] = [nodes[0], nodes.at(-1)];
  check(row, first?.x === last?.x && first?.y === last?.y, "the closing row must be the depot again");
  check(row, last?.load === 0, "the closing depot row must have no load");
}

function checkLoad(row: Row, nodes: readonly DarpNode[], index: number, requests: number): void {
  const node = nodes[index];
  if (!node || index === 0) return;
  const delivery = nodes[index + requests];
  if (index > requests) check(row, node.load <= 0, `delivery ${index} has a positive load`);
  else
    check(
      row,
      node.load >= 0 && node.load + (delivery?.load ?? 0) === 0,
      `the loads of pickup ${index} and delivery ${index + requests} do not cancel`,
    );
}
