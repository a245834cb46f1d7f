import { fixedClock } from "./local";
import type { Input, TransactionNumber } from "./transaction";

/** The institution that speaks, and who signed in for it. */
export interface Speaker {
  fixmedinsCode: string;
  fixmedinsName: string;
  opterNo: string;
  opterName: string;
  /** Empty for the sign-in itself. */
  signNo: string;
  /** Division of the region, six digits. */
  area: string;
  timeZone: string;
}

/** What is asked: the place where the person is insured is the region's own until the fund says another. */
export interface Asked<N extends TransactionNumber = TransactionNumber> {
  infno: N;
  msgid: string;
  input: Input<N>;
  insuredArea: string | null;
}

/** 12 characters of the institution, the local second, 4 digits of a counter: 30 in all. */
export function messageNumber(fixmedinsCode: string, at: Date, timeZone: string, count: number): string {
  const second = fixedClock(at, timeZone).replace(/\D/g, "");
  return `${fixmedinsCode}${second}${String(count % 10_000).padStart(4, "0")}`;
}

/** The whole body as it is sent; the two area codes are spelled differently at the interface. */
export function envelopeOf<N extends TransactionNumber>(speaker: Speaker, asked: Asked<N>, at: Date) {
  return {
    infno: asked.infno,
    msgid: asked.msgid,
    mdtrtarea_admvs: speaker.area,
    insuplc_admdvs: asked.insuredArea ?? speaker.area,
    recer_sys_code: "FSI_LOCAL",
    dev_no: "",
    dev_safe_info: "",
    cainfo: "",
    signtype: "",
    infver: "V1.0",
    opter_type: "1",
    opter: speaker.opterNo,
    opter_name: speaker.opterName,
    inf_time: fixedClock(at, speaker.timeZone),
    fixmedins_code: speaker.fixmedinsCode,
    fixmedins_name: speaker.fixmedinsName,
    sign_no: speaker.signNo,
    input: asked.input,
  };
}
export type Envelope = ReturnType<typeof envelopeOf>;
