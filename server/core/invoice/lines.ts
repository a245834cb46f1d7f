/** One line as it is printed on an invoice: amounts with tax, and the tax within. Sums in fen. */
export interface InvoiceLine {
  label: string;
  totalFen: number;
  taxFen: number;
}

/** The tax rate of a kind of service, in percent, and where it stands. */
export interface TaxRate {
  percent: number;
  source: string;
}
