/** The doors that a vehicle under way is expected at, as arrival ranges name them. */
export const arrivalStops = ["pickup", "dropoff"] as const;
export type ArrivalStop = (typeof arrivalStops)[number];
