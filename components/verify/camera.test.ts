import { expect, it } from "vitest";
import { cameraFailure, closeCamera } from "./camera";

const named = (name: string) => Object.assign(new Error("no"), { name });

it("tells a refusal, no camera and a camera in use apart", () => {
  expect(["NotAllowedError", "SecurityError"].map((it) => cameraFailure(named(it)))).toEqual(
    Array(2).fill("refused"),
  );
  expect(["NotFoundError", "OverconstrainedError"].map((it) => cameraFailure(named(it)))).toEqual(
    Array(2).fill("none"),
  );
  expect(cameraFailure(named("NotReadableError"))).toBe("busy");
  expect(cameraFailure(new Error("no camera interface"))).toBe("unsupported");
  expect(cameraFailure("?")).toBe("unsupported");
});

it("turns every track off", () => {
  const off: number[] = [];
  const stream = { getTracks: () => [1, 2].map((id) => ({ stop: () => off.push(id) })) };
  closeCamera(stream as unknown as MediaStream);
  closeCamera(null);
  expect(off).toEqual([1, 2]);
});
