"use client";

import type { ReactNode } from "react";
import { useFailureText } from "@/components/api/failure-text";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Pagination } from "@/components/ui/pagination";
import { type Column, Table } from "@/components/ui/table";

interface PagedBoardProps<Row extends { id: string }> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  /** Stands in place of rows. */
  empty: ReactNode;
  page: number;
  pageCount: number;
  onPage: (page: number) => void;
  /** Stay whatever comes back: with them the reader gets out of an answer that failed. */
  filters: ReactNode;
  /** Between the filters and the rows. */
  lead?: ReactNode;
  /** The last answer failed. */
  error: unknown;
  /** What could not be read, in a few words. */
  failed: string;
  isFetching: boolean;
  onRetry: () => void;
}

/** A long list narrowed by filters, a page at a time. */
export function PagedBoard<Row extends { id: string }>(props: PagedBoardProps<Row>) {
  const words = useFailureText();
  return (
    <div className="grid gap-4">
      {props.filters}
      {props.error ? (
        <ErrorState
          title={props.failed}
          description={words(props.error)}
          onRetry={props.onRetry}
          retrying={props.isFetching}
        />
      ) : (
        <Rows {...props} />
      )}
    </div>
  );
}

function Rows<Row extends { id: string }>(props: PagedBoardProps<Row>) {
  const { caption, columns, rows, empty, lead, page, pageCount, onPage } = props;
  return (
    <>
      {lead}
      <Card flush>
        <Table caption={caption} columns={columns} rows={rows} rowKey={({ id }) => id} empty={empty} />
      </Card>
      <Pagination page={page} pageCount={pageCount} onPageChange={onPage} />
    </>
  );
}
