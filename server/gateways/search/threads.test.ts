import { expect, it } from "vitest";
import { openThreads } from "./threads";

it("a thread that died fails what it is asked then and later", async () => {
  // Without a model the program of a day's thread dies of its first order.
  const crew = openThreads("day-worker.ts", 1, () => null);
  try {
    await expect(crew.run(0, {})).rejects.toThrow();
    await expect(crew.run(0, {})).rejects.toThrow();
    await expect(crew.run(1, {})).rejects.toThrow("No thread 1");
  } finally {
    await crew.close();
  }
});
