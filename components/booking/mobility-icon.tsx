import type { ReactNode } from "react";
import type { Mobility } from "@/server/core/patient";

const drawings: Record<Mobility, ReactNode> = {
  walk: (
    <>
      <circle cx="12" cy="4" r="2" />
      <path d="M12 8v6m0 0-3 7m3-7 3 7M7.5 12.5 12 8.5l4.5 4" />
    </>
  ),
  wheelchair: (
    <>
      <circle cx="10" cy="3.8" r="1.8" />
      <path d="M10 7v6h6l3 6M10 9.5h5" />
      <path d="M8 11.5a5.2 5.2 0 1 0 6.8 6.8" />
    </>
  ),
  stretcher: (
    <>
      <circle cx="5" cy="8" r="2" />
      <path d="M2 13h20M8.5 9.5H17a4 4 0 0 1 4 3.5M6 13l5 5m7-5-5 5" />
      <circle cx="8" cy="20" r="1.4" />
      <circle cx="16" cy="20" r="1.4" />
    </>
  ),
  bariatric_stretcher: (
    <>
      <circle cx="5" cy="6.5" r="2.2" />
      <path d="M2 14h20M2 16.5h20M8 14V9.5C8 7 10 5.5 13 5.5c4.5 0 7.5 3.5 8 8.5" />
      <circle cx="7" cy="20" r="1.6" />
      <circle cx="17" cy="20" r="1.6" />
    </>
  ),
};

/** How a patient sits or lies, drawn. */
export function MobilityIcon({ mobility }: { mobility: Mobility }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {drawings[mobility]}
    </svg>
  );
}
