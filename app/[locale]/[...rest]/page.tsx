import { notFound } from "next/navigation";

/** Any address nobody else answers, so that it is refused in the reader's language. */
export default function UnknownPage() {
  notFound();
}
