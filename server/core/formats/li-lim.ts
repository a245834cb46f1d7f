import { check, fieldsOf, headOf, numericRows, type Row } from "./rows";

/** A node as the file has it; `pickup` and `delivery` are ids of other nodes, 0 for none. */
export interface LiLimNode {
  id: number;
  x: number;
  y: number;
  demand: number;
  ready: number;
  due: number;
  service: number;
  pickup: number;
  delivery: number;
}

/** Pickup and delivery with time windows (Li and Lim 2001). `nodes[i].id` is i, node 0 is the depot. */
export interface LiLim {
  vehicles: number;
  capacity: number;
  nodes: LiLimNode[];
}

const fields = ["id", "x", "y", "demand", "ready", "due", "service", "pickup", "delivery"] as const;

/**
 * Reads the format of Li and Lim: `K Q speed`, then a row per node to the end of the file.
 *
 * @throws DomainError bad_input naming the line: no number, wrong number of fields, ids out of order, a pair that does
 * not point at each other or whose demands do not cancel
 */
export function parseLiLim(text: string): LiLim {
  const [head, rest] = headOf(numericRows(text));
  const [vehicles = 0, capacity = 0] = fieldsOf(head, ["vehicles", "capacity", "speed"]);
  check(
    head,
    Number.isInteger(vehicles) && vehicles > 0,
    "the number of vehicles must be a whole number above 0",
  );
  check(head, capacity > 0, "the capacity must be above 0");
  check(head, rest.length > 0, "the depot is missing");
  const nodes = rest.map(nodeOf);
  for (const [index, row] of rest.entries()) checkPair(row, nodes, index);
  return { vehicles, capacity, nodes };
}

function nodeOf(row: Row, index: number): LiLimNode {
  const [id = 0, x = 0, y = 0, demand = 0, ready = 0, due = 0, service = 0, pickup = 0, delivery = 0] =
    fieldsOf(row, fields);
  check(row, id === index, `node ${index} expected, ${id} found`);
  check(row, ready <= due, `the window closes (${due}) before it opens (${ready})`);
  check(row, service >= 0, "the service time is negative");
  return { id, x, y, demand, ready, due, service, pickup, delivery };
}

function checkPair(row: Row, nodes: readonly LiLimNode[], index: number): void {
  const node = nodes[index];
  if (!node || index === 0) return;
  check(
    row,
    node.pickup > 0 !== node.delivery > 0,
    `node ${node.id} must have either a pickup or a delivery`,
  );
  const other = nodes[node.delivery || node.pickup];
  const answers = node.delivery > 0 ? other?.pickup === node.id : other?.delivery === node.id;
  check(row, answers, `node ${node.id} and its partner do not point at each other`);
  check(
    row,
    node.demand + (other?.demand ?? 0) === 0,
    `the demands of node ${node.id} and its partner do not cancel`,
  );
  check(row, node.delivery === 0 || node.demand >= 0, `pickup ${node.id} has a negative demand`);
}
