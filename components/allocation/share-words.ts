/** Parts per million as a percentage in the reader's language. */
export const shareWords = (ppm: number, locale: string, signed = false): string =>
  new Intl.NumberFormat(locale, {
    style: "percent",
    maximumFractionDigits: 1,
    signDisplay: signed ? "exceptZero" : "auto",
  }).format(ppm / 1_000_000);
