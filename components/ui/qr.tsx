import { create } from "qrcode";

/** A QR code drawn as one path; `label` says what it leads to. */
export function Qr({
  text,
  label,
  className = "size-44",
}: {
  text: string;
  label: string;
  className?: string;
}) {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const quiet = 4;
  const side = modules.size + 2 * quiet;
  const path = Array.from(modules.data, (dark, index) => {
    const x = quiet + (index % modules.size);
    const y = quiet + Math.floor(index / modules.size);
    return dark ? `M${x} ${y}h1v1h-1z` : "";
  }).join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      className={className}
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
