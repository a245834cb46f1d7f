import fc from "fast-check";

/** Small instances of the public formats as text, for properties: made up, never copied. */
const coordinate = fc.integer({ min: 0, max: 40 });
const point = fc.tuple(coordinate, coordinate);
const from = fc.integer({ min: 0, max: 120 });
const width = fc.constantFrom(20, 60, 200, 400);

const trip = fc.record({
  pickup: point,
  drop: point,
  from,
  width,
  load: fc.integer({ min: 1, max: 3 }),
  at: fc.constantFrom("pickup", "drop"),
});

/** `K Q speed`, then depot and pairs. */
export const liLimText = (most: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(trip, { minLength: 1, maxLength: most }), fc.integer({ min: 3, max: 6 }))
    .map(([trips, capacity]) => {
      const rows = [`${trips.length}\t${capacity}\t1`, "0\t20\t20\t0\t0\t700\t0\t0\t0"];
      for (const [index, it] of trips.entries()) {
        const id = 2 * index + 1;
        rows.push(
          `${id}\t${it.pickup[0]}\t${it.pickup[1]}\t${it.load}\t${it.from}\t${it.from + it.width}\t5\t0\t${id + 1}`,
        );
        rows.push(
          `${id + 1}\t${it.drop[0]}\t${it.drop[1]}\t${-it.load}\t${it.from}\t${it.from + it.width + 150}\t5\t${id}\t0`,
        );
      }
      return rows.join("\n");
    });

/** `m x T Q L`, then depot, pickups and deliveries; one end of each trip has a narrow window. */
export const darpText = (most: number): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.array(trip, { minLength: 1, maxLength: most }),
      fc.integer({ min: 40, max: 90 }),
      fc.constantFrom(200, 480),
    )
    .map(([trips, ride, longest]) => {
      const rows = [`${trips.length} ${trips.length * 2} ${longest} 4 ${ride}`, "0 20 20 0 0 0 1440"];
      const window = (it: { from: number; width: number; at: string }, end: string): string =>
        it.at === end ? `${it.from + 60} ${it.from + 60 + it.width / 4}` : "0 1440";
      for (const [index, it] of trips.entries())
        rows.push(`${index + 1} ${it.pickup[0]} ${it.pickup[1]} 3 ${it.load} ${window(it, "pickup")}`);
      for (const [index, it] of trips.entries())
        rows.push(
          `${trips.length + index + 1} ${it.drop[0]} ${it.drop[1]} 3 ${-it.load} ${window(it, "drop")}`,
        );
      return rows.join("\n");
    });

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}h${String(minutes % 60).padStart(2, "0")}`;

/** Patients with a way there, a way back or both, and distances in whole minutes that may break the triangle rule. */
export const ptpText = (most: number): fc.Arbitrary<string> =>
  fc
    .record({
      distances: fc.array(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 6, maxLength: 6 }), {
        minLength: 6,
        maxLength: 6,
      }),
      patients: fc.array(
        fc.record({
          places: fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5)),
          ways: fc.constantFrom("there", "back", "both"),
          category: fc.nat(1),
          load: fc.integer({ min: 1, max: 2 }),
          at: fc.integer({ min: 8 * 60, max: 17 * 60 }),
          lasts: fc.integer({ min: 10, max: 120 }),
        }),
        { minLength: 1, maxLength: most },
      ),
    })
    .map(({ distances, patients }) => {
      const distMatrix = distances.map((row, at) => row.map((minutes, to) => (at === to ? 0 : minutes)));
      const vehicles = [
        {
          id: 90,
          canTake: [0, 1],
          start: 0,
          end: -1,
          capacity: 3,
          availability: ["07h00:12h00", "13h00:19h00"],
        },
        { id: 91, canTake: [0], start: -1, end: 1, capacity: 2, availability: ["08h00:20h00"] },
      ];
      return JSON.stringify({
        maxWaitTime: "00h30",
        distMatrix,
        vehicles,
        patients: patients.map((it, index) => ({
          id: 100 + index,
          category: it.category,
          load: it.load,
          start: it.ways === "back" ? -1 : it.places[0],
          destination: it.places[1],
          end: it.ways === "there" ? -1 : it.places[2],
          rdvTime: clock(it.at),
          rdvDuration: clock(it.lasts),
          srvDuration: "00h02",
        })),
      });
    });
