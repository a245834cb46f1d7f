"use client";

import { Pagination } from "@/components/ui/pagination";

/** Older and newer pages of a list that a server page reads; nothing where one page holds all. */
export function PageLinks({ page, hasMore, address }: { page: number; hasMore: boolean; address: string }) {
  if (page === 1 && !hasMore) return null;
  const pageCount = hasMore ? page + 1 : page;
  return <Pagination page={page} pageCount={pageCount} hrefFor={(to) => `${address}?page=${to}`} />;
}
