import { check, fieldsOf, headOf, numericRows, type Row } from "./rows";

/** By resource: 0 staff seat, 1 patient seat, 2 stretcher, 3 wheelchair place. */
export type FourResources = [staff: number, seat: number, stretcher: number, wheelchair: number];

export interface HdarpVehicle {
  longestRoute: number;
  capacity: FourResources;
}

/** `load` is negative at deliveries; `maxRide` holds at pickups. */
export interface HdarpNode {
  id: number;
  x: number;
  y: number;
  service: number;
  maxRide: number;
  load: FourResources;
  earliest: number;
  latest: number;
}

/**
 * Heterogeneous dial-a-ride (Parragh 2011, files of Malheiros et al. 2021). Times in minutes. `nodes[i].id` is i: 0 is the
 * depot, 1..requests are pickups and i + requests is the delivery of i; the closing depot row is left out.
 */
export interface Hdarp {
  requests: number;
  vehicles: HdarpVehicle[];
  nodes: HdarpNode[];
}

const vehicleFields = ["T", "c0", "c1", "c2", "c3"] as const;
const fields = ["id", "x", "y", "service", "maxRide", "q0", "q1", "q2", "q3", "earliest", "latest"] as const;

/**
 * Reads `m n`, m vehicle rows and 2n + 2 node rows.
 *
 * @throws DomainError bad_input naming the line
 */
export function parseHdarp(text: string): Hdarp {
  const [head, rest] = headOf(numericRows(text));
  const [m = 0, n = 0] = fieldsOf(head, ["m", "n"]);
  check(head, Number.isInteger(m) && m > 0, "the number of vehicles must be a whole number above 0");
  check(head, Number.isInteger(n) && n >= 0, "the number of requests must be a whole number");
  check(
    head,
    rest.length === m + 2 * n + 2,
    `${m} vehicle rows and ${2 * n + 2} node rows expected, ${rest.length} rows found`,
  );
  const rows = rest.slice(m);
  const nodes = rows.map(nodeOf);
  for (const [index, row] of rows.entries()) checkPair(row, nodes, index, n);
  return { requests: n, vehicles: rest.slice(0, m).map(vehicleOf), nodes: nodes.slice(0, -1) };
}

function vehicleOf(row: Row): HdarpVehicle {
  const [longestRoute = 0, c0 = 0, c1 = 0, c2 = 0, c3 = 0] = fieldsOf(row, vehicleFields);
  check(row, longestRoute > 0 && Math.min(c0, c1, c2, c3) >= 0, "T must be above 0 and no capacity negative");
  return { longestRoute, capacity: [c0, c1, c2, c3] };
}

function nodeOf(row: Row, index: number): HdarpNode {
  const [
    id = 0,
    x = 0,
    y = 0,
    service = 0,
    maxRide = 0,
    q0 = 0,
    q1 = 0,
    q2 = 0,
    q3 = 0,
    earliest = 0,
    latest = 0,
  ] = fieldsOf(row, fields);
  check(row, id === index, `node ${index} expected, ${id} found`);
  check(row, earliest <= latest, `the window closes (${latest}) before it opens (${earliest})`);
  check(row, service >= 0, "the service time is negative");
  return { id, x, y, service, maxRide, load: [q0, q1, q2, q3], earliest, latest };
}

function checkPair(row: Row, nodes: readonly HdarpNode[], index: number, n: number): void {
  const [node, depot] = [nodes[index], nodes[0]];
  if (!node || !depot || index === 0 || (index > n && index <= 2 * n)) return;
  if (index > 2 * n) {
    check(row, node.x === depot.x && node.y === depot.y, "the closing row must be the depot again");
    return;
  }
  const delivery = nodes[index + n];
  const cancels = node.load.every(
    (load, resource) => load >= 0 && load + (delivery?.load[resource] ?? 0) === 0,
  );
  check(row, cancels, `the loads of pickup ${index} and delivery ${index + n} do not cancel`);
  check(row, node.maxRide > 0, `pickup ${index} has no longest ride`);
}
