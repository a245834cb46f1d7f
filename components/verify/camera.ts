/** Why there is no picture: the reader or the device said no, there is no camera, another program has it, or the page may not ask. */
export const cameraFailures = ["refused", "none", "busy", "unsupported"] as const;
export type CameraFailure = (typeof cameraFailures)[number];

/** By the names of the standard (Media Capture and Streams, getUserMedia). */
const byName: Record<string, CameraFailure> = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** What a failed request for the camera means to whoever holds the phone. */
export function cameraFailure(error: unknown): CameraFailure {
  return byName[error instanceof Error ? error.name : ""] ?? "unsupported";
}

/** The camera that looks away from the reader, where there is one. @throws what `cameraFailure` reads */
export async function openCamera(): Promise<MediaStream> {
  // Pages that are not served over HTTPS are not given any camera.
  if (!navigator.mediaDevices?.getUserMedia) throw new Error("no camera interface");
  const video = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 1280 } };
  return navigator.mediaDevices.getUserMedia({ audio: false, video });
}

/** The lamp that says that the camera is on goes out. */
export function closeCamera(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
