"use client";

import { type RefObject, useEffect, useEffectEvent, useState } from "react";
import { type CameraFailure, cameraFailure, closeCamera, openCamera } from "./camera";
import { codeReader } from "./code-reader";

const betweenFramesMs = 120;

type CameraState = "opening" | "looking" | CameraFailure;

/** Hands every code that the video shows to `onText`, until it answers that it has what it wanted. */
async function look(
  video: HTMLVideoElement,
  onText: (text: string) => boolean,
  signal: AbortSignal,
): Promise<void> {
  const read = await codeReader();
  while (!signal.aborted) {
    const text = await read(video).catch(() => null);
    if (signal.aborted || (text && onText(text))) return;
    await new Promise((go) => setTimeout(go, betweenFramesMs));
  }
}

async function run(
  video: HTMLVideoElement,
  signal: AbortSignal,
  on: { state: (state: CameraState) => void; text: (text: string) => boolean },
): Promise<void> {
  const stream = await openCamera();
  const close = () => closeCamera(stream);
  if (signal.aborted) return close();
  signal.addEventListener("abort", close, { once: true });
  video.srcObject = stream;
  await video.play();
  if (signal.aborted) return;
  on.state("looking");
  await look(video, on.text, signal);
  close();
}

/**
 * Keeps the camera open on `ref`'s video as long as the component stands, and reads codes from it. `onText` answers whether
 * it was the one; then the camera is closed. `attempt` raised asks for the camera again.
 */
export function useCodeScan(
  ref: RefObject<HTMLVideoElement | null>,
  attempt: number,
  onText: (text: string) => boolean,
): CameraState {
  const [state, setState] = useState<CameraState>("opening");
  const tell = useEffectEvent(onText);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a raised attempt is what asks again
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const video = ref.current;
    if (!video) return;
    setState("opening");
    run(video, signal, { state: setState, text: (text) => tell(text) }).catch((error: unknown) => {
      if (!signal.aborted) setState(cameraFailure(error));
      stop.abort();
    });
    return () => stop.abort();
  }, [ref, attempt]);
  return state;
}
