"use client";

import { Keyboard, PenLine, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useId, useRef, useState } from "react";
import SignatureCanvas from "signature_pad";
import { Button } from "./button";
import { Field } from "./field";
import { Input } from "./input";

/** A signature: drawn, as a PNG data address; or the name typed by who could not draw. */
export type Signature = { kind: "drawn"; image: string } | { kind: "typed"; name: string };

export interface SignaturePadProps {
  /** Whose signature this is. */
  label: string;
  onValueChange: (signature: Signature | null) => void;
  /** Fills the typed name to begin with. */
  suggestedName?: string;
  error?: string;
}

/** Sign with a finger; whoever cannot draws nothing and types the name. */
export function SignaturePad({ label, onValueChange, suggestedName = "", error }: SignaturePadProps) {
  const t = useTranslations("common.signature");
  const [isTyping, setTyping] = useState(false);
  const [name, setName] = useState(suggestedName);
  const typed = (next: string) => {
    setName(next);
    onValueChange(next.trim() ? { kind: "typed", name: next.trim() } : null);
  };
  const change = () => {
    setTyping(!isTyping);
    if (isTyping) onValueChange(null);
    else typed(name || suggestedName);
  };
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium">{label}</legend>
      {isTyping ? (
        <Field label={t("typedName")} hint={t("typedHint")} error={error}>
          <Input value={name} autoComplete="off" onChange={(event) => typed(event.target.value)} />
        </Field>
      ) : (
        <DrawingArea onValueChange={onValueChange} error={error} />
      )}
      <Button variant="quiet" className="w-fit" onClick={change}>
        {isTyping ? <PenLine aria-hidden="true" /> : <Keyboard aria-hidden="true" />}
        {t(isTyping ? "draw" : "type")}
      </Button>
    </fieldset>
  );
}

function DrawingArea({ onValueChange, error }: Pick<SignaturePadProps, "onValueChange" | "error">) {
  const t = useTranslations("common.signature");
  const noteId = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hasInk, setInk] = useState(false);
  const pad = useSignaturePad(canvas, (image) => {
    setInk(true);
    onValueChange({ kind: "drawn", image });
  });
  const clear = () => {
    pad.current?.clear();
    setInk(false);
    onValueChange(null);
  };
  return (
    <>
      <div className="relative">
        <canvas
          ref={canvas}
          role="img"
          aria-label={t("area")}
          aria-describedby={noteId}
          className="h-44 w-full touch-none rounded-lg border-2 border-control border-dashed bg-white"
        />
        <span
          aria-hidden="true"
          className="pointer-events-none absolute inset-x-8 bottom-9 border-line border-b-2"
        />
        <Button
          variant="secondary"
          size="sm"
          className="absolute! end-2 top-2"
          disabled={!hasInk}
          onClick={clear}
        >
          <RotateCcw aria-hidden="true" />
          {t("clear")}
        </Button>
      </div>
      <p id={noteId} className={error ? "font-medium text-danger text-sm" : "text-ink-soft text-sm"}>
        {error ?? t("drawHint")}
      </p>
    </>
  );
}

/** Bind the drawing to the canvas at the screen's own resolution; a turned phone keeps what was drawn. */
function useSignaturePad(canvas: RefObject<HTMLCanvasElement | null>, onStroke: (image: string) => void) {
  const pad = useRef<SignatureCanvas>(null);
  const latest = useRef(onStroke);
  useEffect(() => {
    latest.current = onStroke;
  });
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const made = new SignatureCanvas(element, { penColor: "#13272c", minWidth: 1, maxWidth: 3 });
    const resize = () => {
      const strokes = made.toData();
      const ratio = Math.max(window.devicePixelRatio, 1);
      element.width = element.offsetWidth * ratio;
      element.height = element.offsetHeight * ratio;
      element.getContext("2d")?.scale(ratio, ratio);
      made.clear();
      made.fromData(strokes);
    };
    const finished = () => latest.current(made.toDataURL("image/png"));
    resize();
    made.addEventListener("endStroke", finished);
    window.addEventListener("resize", resize);
    pad.current = made;
    return () => {
      window.removeEventListener("resize", resize);
      made.off();
    };
  }, [canvas]);
  return pad;
}
