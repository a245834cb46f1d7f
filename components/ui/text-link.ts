/** How a link looks within words: in a sentence, or beside something that is larger to hit. */
export const linkInText = "text-primary underline underline-offset-4";

/** A link that stands for itself, in a cell or on a line: as high as a fingertip needs (WCAG 2.2, 2.5.8: 24 px). */
export const linkLook = `inline-flex min-h-6 items-center ${linkInText}`;
