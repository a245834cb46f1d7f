import examplesJson from "./tariff-examples.json";
import tariffsJson from "./tariffs.json";

/** Every tariff of the seed with its worked examples; a copy has those of the tariff it copies. */
export const filedTariffs = tariffsJson.tariffs.map((entry) => ({
  ...entry,
  examples: examplesJson.examples.flatMap(({ tariff: of, ...example }) =>
    of === entry.id || of === entry.copyOf ? [example] : [],
  ),
}));
