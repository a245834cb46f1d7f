import english from "@/messages/en/proof.json";
import chinese from "@/messages/zh-CN/proof.json";

/** Both languages, always in the page: whoever is handed the file reads one of them. */
export const languages = { "zh-CN": chinese, en: english } as const;
export type Words = typeof chinese;
