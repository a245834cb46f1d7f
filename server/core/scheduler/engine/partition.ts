import type { Model } from "@/server/core/scheduler/engine/model";
import type { PooledRoute } from "@/server/core/scheduler/engine/pool";

/**
 * The best choice among known routes as a whole-number program in CPLEX's LP format: every group served by chosen routes
 * with all its requests or left out at its price, no kind of vehicle used more often than there are.
 * `x<i>` chooses route i, `u<g>` leaves group g out.
 */
export function partitionProgram(
  model: Model,
  routes: readonly PooledRoute[],
  limit: { vehicles: number; serveAll: boolean },
): string {
  const covering: number[][] = Array.from({ length: model.requestCount }, () => []);
  const byKind: number[][] = Array.from({ length: model.kindCount }, () => []);
  for (const [index, { nodes, kind }] of routes.entries()) {
    byKind[kind]?.push(index);
    for (const node of nodes) if ((node & 1) === 0) covering[node >> 1]?.push(index);
  }
  const terms = (list: readonly number[]): string => lines(list.map((index) => `x${index}`));
  const absences = limit.serveAll ? [] : Array.from(model.absence, (price, group) => `${price} u${group}`);
  const objective = lines([...routes.map(({ cost }, index) => `${cost.toFixed(6)} x${index}`), ...absences]);
  const rows = covering.map((list, request) => {
    const out = limit.serveAll ? "" : ` + u${model.group[request]}`;
    return `r${request}: ${list.length > 0 ? terms(list) : "0 x0"}${out} = 1`;
  });
  const fleet = byKind.flatMap((list, kind) => {
    const there = model.kind.reduce((sum, it) => sum + (it === kind ? 1 : 0), 0);
    return list.length > there ? [`k${kind}: ${terms(list)} <= ${there}`] : [];
  });
  const all =
    limit.vehicles < model.vehicleCount
      ? [`all: ${terms(routes.map((_, index) => index))} <= ${limit.vehicles}`]
      : [];
  const names = [
    ...routes.map((_, index) => `x${index}`),
    ...(limit.serveAll ? [] : Array.from(model.absence, (_, group) => `u${group}`)),
  ];
  return [
    "Minimize",
    `obj: ${objective}`,
    "Subject To",
    ...rows,
    ...fleet,
    ...all,
    "Binary",
    names.join("\n"),
    "End",
  ].join("\n");
}

/** A sum of terms over lines that a reader of the format still takes. */
function lines(parts: readonly string[]): string {
  const rows: string[] = [];
  for (let at = 0; at < parts.length; at += 40) rows.push(parts.slice(at, at + 40).join(" + "));
  return rows.join("\n + ");
}

/** The chosen routes as a plan: by vehicle its nodes. Routes go to the first free vehicles of their kind. */
export function planOfChoice(
  model: Model,
  chosen: readonly PooledRoute[],
  closed: ArrayLike<number>,
): Int32Array[] {
  const plan: Int32Array[] = Array.from({ length: model.vehicleCount }, () => new Int32Array(0));
  const isTaken = new Uint8Array(model.vehicleCount);
  for (const { kind, nodes } of chosen) {
    let vehicle = 0;
    while (
      vehicle < model.vehicleCount &&
      (isTaken[vehicle] === 1 || closed[vehicle] === 1 || model.kind[vehicle] !== kind)
    )
      vehicle++;
    if (vehicle === model.vehicleCount) continue;
    isTaken[vehicle] = 1;
    plan[vehicle] = nodes;
  }
  return plan;
}
