// biome-ignore-all lint/a11y/noRedundantRoles: the phone's layout (display: block) takes these roles away, so they are spelled out
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Link } from "@/messages/navigation";
import { classNames } from "./class-names";
import { ScrollRegion } from "./scroll-region";

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  align?: "start" | "end";
  sortable?: boolean;
  /** Heads its row (and the card a row becomes on a phone). */
  isRowHeader?: boolean;
  /** Numbers and codes that must stand under each other and not break. */
  isTight?: boolean;
}

export interface Sort {
  key: string;
  direction: "ascending" | "descending";
}

export interface TableProps<Row> {
  /** What the table holds; said to screen readers, shown when `captionVisible`. */
  caption: string;
  captionVisible?: boolean;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  sort?: Sort;
  /** Client components: called with the column's key. */
  onSort?: (key: string) => void;
  /** Server components: the address that sorts by this column. */
  sortHref?: (key: string) => string;
  rowClassName?: (row: Row) => string | undefined;
  /** Stands in place of rows: usually an `EmptyState`. */
  empty?: ReactNode;
}

/** Rows and columns at a desk, cards on a phone; a table for screen readers in both. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, captionVisible, columns, rows, rowKey, rowClassName, empty } = props;
  if (rows.length === 0 && empty) return empty;
  return (
    <ScrollRegion label={caption} className="table-cards overflow-x-auto focus-visible:-outline-offset-3">
      <table role="table" className="w-full border-collapse text-start">
        <caption className={captionVisible ? "px-4 pb-2 text-start font-medium" : "sr-only"}>
          {caption}
        </caption>
        <thead role="rowgroup" className="border-line border-b bg-paper text-ink-soft text-sm">
          <tr role="row">
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} {...props} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row" className={classNames("hover:bg-paper", rowClassName?.(row))}>
              {columns.map((column) => (
                <BodyCell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function BodyCell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const look = classNames(
    "px-4 py-3 align-top",
    column.align === "end" ? "text-end" : "text-start",
    column.isTight && "whitespace-nowrap tabular-nums",
  );
  if (column.isRowHeader) {
    return (
      <th scope="row" role="rowheader" className={classNames(look, "font-semibold")}>
        {column.cell(row)}
      </th>
    );
  }
  return (
    <td role="cell" data-label={column.header || undefined} className={look}>
      <span className="min-w-0">{column.cell(row)}</span>
    </td>
  );
}

function HeaderCell<Row>({ column, sort, onSort, sortHref }: { column: Column<Row> } & TableProps<Row>) {
  const t = useTranslations("common.table");
  const direction = sort?.key === column.key ? sort.direction : undefined;
  const look = classNames(
    "break-keep px-4 py-2.5 font-medium",
    column.align === "end" ? "text-end" : "text-start",
  );
  const isSortable = column.sortable && (onSort || sortHref);
  if (!isSortable) {
    return (
      <th scope="col" role="columnheader" className={look}>
        {column.header}
      </th>
    );
  }
  const Icon = direction === undefined ? ChevronsUpDown : direction === "ascending" ? ArrowUp : ArrowDown;
  const label = t("sortBy", { column: column.header });
  const content = (
    <>
      {column.header}
      <Icon aria-hidden="true" className="size-4" />
    </>
  );
  const control = "inline-flex min-h-8 items-center gap-1 rounded-sm hover:text-ink";
  return (
    <th scope="col" role="columnheader" aria-sort={direction ?? "none"} className={look}>
      {sortHref ? (
        <Link href={sortHref(column.key)} aria-label={label} className={control}>
          {content}
        </Link>
      ) : (
        <button type="button" aria-label={label} className={control} onClick={() => onSort?.(column.key)}>
          {content}
        </button>
      )}
    </th>
  );
}
