import type { Duty, SeenBill, SeenScan } from "@/server/core/detect/facts";
import type { LineCode } from "@/server/core/tariff/line";
import { diceOf } from "./dice";
import { fleet, honestBills, monthBegins } from "./honest-month";
import { around, hospitals, onEarth, operators } from "./town";

const hour = 3_600_000;

/** One person who is at work twice at a time: under two employers, or on two trips. */
export function twiceAtWork(seed: number): { duties: Duty[]; crew: string } {
  const dice = diceOf(seed);
  const [one, other] = [dice.pick(fleet.slice(0, 6)), dice.pick(fleet.slice(6))];
  const person = `person ${seed}`;
  const from = monthBegins + dice.between(0, 28) * 24 * hour;
  const isTrips = dice.hits(0.4);
  const lasts = isTrips ? dice.between(0.7, 1.6) * hour : dice.between(6, 10) * hour;
  const later = from + lasts - (isTrips ? dice.between(0.3, 0.7) : dice.between(0.4, 5)) * hour;
  const duty = (of: (typeof fleet)[number], start: number, which: string): Duty => ({
    person,
    crewId: `crew ${seed} ${which}`,
    ...of,
    shiftId: `shift ${seed} ${which}`,
    tripId: isTrips ? `trip ${seed} ${which}` : null,
    bookingId: isTrips ? `booking ${seed} ${which}` : null,
    from: start,
    until: start + lasts,
  });
  return { duties: [duty(one, from, "a"), duty(other, later, "b")], crew: `crew ${seed} a` };
}

/** A month's bills of which one is padded after the quote, dear from the start, or far too cheap. */
export function strangePrice(seed: number): { bills: SeenBill[]; billId: string } {
  const dice = diceOf(seed);
  const bills = honestBills(seed, 14);
  const at = dice.whole(0, bills.length - 1);
  const bill = bills[at] as SeenBill;
  const trick = dice.pick(["padded", "dear", "cheap"] as const);
  const times = trick === "cheap" ? dice.between(0.15, 0.4) : dice.between(2, 4.5);
  const totalFen = Math.round(bill.quotedFen * times);
  const odd: SeenBill = {
    ...bill,
    totalFen,
    wayFen: Math.round(bill.wayFen * times),
    quotedFen: trick === "padded" ? bill.quotedFen : totalFen,
  };
  return { bills: bills.with(at, odd), billId: bill.id };
}

/** One vehicle, or a whole operator, that finds something to charge on the way far too often. */
export function habitualExtra(seed: number): { bills: SeenBill[]; subject: string; code: LineCode } {
  const dice = diceOf(seed);
  const isOperator = dice.hits(0.3);
  const subject = isOperator ? dice.pick(operators) : dice.pick(fleet).vehicleId;
  const code = dice.pick<LineCode>(["waiting", "stairs", "equipment", "flat_carry"]);
  const how = dice.between(0.35, 0.7);
  const bills = honestBills(seed, 30).map((bill): SeenBill => {
    const isTheirs = (isOperator ? bill.orgId : bill.vehicleId) === subject;
    if (!isTheirs || bill.extras.includes(code) || !dice.hits(how)) return bill;
    return { ...bill, extras: [...bill.extras, code], totalFen: bill.totalFen + 2_000 };
  });
  return { bills, subject, code };
}

/** A vehicle that is none of the platform's, met by people: a code of its own, a plate, a copy, a forged signature. */
export function strangeVehicle(seed: number): { scans: SeenScan[]; mark: string } {
  const dice = diceOf(seed);
  const trick = dice.pick(["own code", "plate", "copy", "forged"] as const);
  const mark =
    trick === "plate"
      ? `浙J${dice.pick(["Q", "W", "K"])}${dice.whole(1000, 9999)}`
      : trick === "copy"
        ? "331000-26-000138"
        : `331000-26-${dice.whole(700_000, 999_999)}`;
  const outcome = {
    "own code": "unknown",
    plate: "unknown",
    copy: "right",
    forged: "bad_signature",
  } as const;
  const count = trick === "plate" ? dice.whole(2, 6) : dice.whole(1, 4);
  const scans = Array.from(
    { length: count },
    (_, at): SeenScan => ({
      id: `strange ${seed} ${at}`,
      at: monthBegins + dice.between(0, 29) * 24 * hour,
      mark: trick === "plate" && dice.hits(0.5) ? mark.toLowerCase().replace("浙j", "浙J ") : mark,
      way: trick === "plate" ? "typed" : "code",
      outcome: outcome[trick],
      vehicleId: trick === "copy" ? "vehicle-b" : null,
      orgId: trick === "copy" ? "op-b" : null,
      browser: `browser ${seed} ${at}`,
      ...onEarth(around(dice, dice.pick(hospitals), 0, 5)),
      copyOf: trick === "copy" ? "scan/1" : null,
      copyMetres: trick === "copy" ? 31_000 : null,
      copySeconds: trick === "copy" ? 240 : null,
    }),
  );
  return { scans, mark };
}
