export interface DayFigure {
  day: string;
  trips: number;
  late: number;
  declined: number;
}
