import { createNavigation } from "next-intl/navigation";
import { routing } from "./routing";

/** Links and router that keep the reader's language; addresses are written without the language prefix. */
export const { Link, redirect, usePathname, useRouter } = createNavigation(routing);
