/** What a rule, or a part of one, is called in the reader's language. */
export function ruleTitle(
  { titleZh, titleEn }: { titleZh: string; titleEn: string },
  locale: string,
): string {
  return locale === "en" ? titleEn : titleZh;
}
