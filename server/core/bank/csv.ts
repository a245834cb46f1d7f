/** Rows of a CSV text (RFC 4180): quoted cells may hold commas, quotes and line ends; a byte-order mark and empty rows are left out. */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  const endCell = () => {
    row.push(cell);
    cell = "";
  };
  const endRow = () => {
    endCell();
    if (row.some((each) => each.trim() !== "")) rows.push(row);
    row = [];
  };
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  for (let index = 0; index < source.length; index++) {
    const letter = source[index] ?? "";
    if (isQuoted && letter === '"' && source[index + 1] === '"') {
      cell += '"';
      index += 1;
    } else if (letter === '"' && (isQuoted || cell.trim() === "")) {
      isQuoted = !isQuoted;
      if (isQuoted) cell = "";
    } else if (!isQuoted && letter === ",") endCell();
    else if (!isQuoted && (letter === "\n" || letter === "\r")) {
      if (letter === "\r" && source[index + 1] === "\n") index += 1;
      endRow();
    } else cell += letter;
  }
  endRow();
  return rows;
}
