import { type BookingIndicator, eventIndicators, hasMissed } from "@/server/core/indicator/behind";
import type { IndicatorName } from "@/server/core/indicator/definition";
import type { BehindInput, FigureInput } from "@/server/core/oversight-input";

function asked({ from, until, operatorId, district }: FigureInput): URLSearchParams {
  const search = new URLSearchParams({ from, until });
  if (operatorId) search.set("operatorId", operatorId);
  if (district) search.set("district", district);
  return search;
}

/** The overview, or an export, of what is counted. */
export function overviewHref(filter: FigureInput, address = "/regulator/overview"): string {
  return `${address}?${asked(filter)}`;
}

const isEvent = (name: IndicatorName): name is keyof typeof eventIndicators => name in eventIndicators;

/** What a figure opens into: first what fell short, where the figure tells that apart. */
export function behindHref(
  filter: FigureInput,
  name: IndicatorName,
  group: Partial<Pick<BehindInput, "age" | "payer">> = {},
): string {
  const search = asked(filter);
  search.set("indicator", name);
  if (!isEvent(name) && hasMissed(name)) search.set("side", "missed");
  if (group.age) search.set("age", group.age);
  if (group.payer) search.set("payer", group.payer);
  return `/regulator/figures?${search}`;
}

/** Another page or side of the same list, or its export. */
export function behindPageHref(
  input: Partial<BehindInput> & FigureInput & { indicator: BookingIndicator },
  address = "/regulator/figures",
): string {
  const search = asked(input);
  search.set("indicator", input.indicator);
  for (const name of ["side", "age", "payer"] as const) {
    const value = input[name];
    if (value) search.set(name, value);
  }
  if (input.page && input.page > 1) search.set("page", String(input.page));
  return `${address}?${search}`;
}
