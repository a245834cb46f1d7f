import { describe, expect, it } from "vitest";
import { startCheckout } from "@/server/services/payment/start-checkout";
import { testDatabase } from "@/server/test-database";
import { makeMember, moneyWorld } from "@/server/test-money";
import { webhookEar } from "@/server/test-webhooks";
import { answerDispute, disputePacket, listDisputes } from "./dispute-desk";
import { refundPayment } from "./refund";

const ear = webhookEar();
const books = moneyWorld(testDatabase, ear);
ear.tell(books);

const control = async (path: string) => {
  const response = await fetch(`${books.peer.url}/peer/${path}`, { method: "POST" });
  return (await response.json()) as { id: string };
};
const heard = (count: number) =>
  expect.poll(() => ear.arrived.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(count);

/** Paid online, then disputed with the payer's bank; each webhook comes twice and in the wrong order. */
async function disputed(): Promise<{ ref: string; id: string }> {
  const { url } = await startCheckout(books.guest(), { bookingId: books.here.booking.id });
  const session = new URL(String(url)).pathname.split("/").at(-1) ?? "";
  await ear.pay(String(url), "succeed", 3);
  await ear.deliver();
  ear.arrived = [];
  const { id: ref } = await control(`sessions/${session}/dispute`);
  await heard(2);
  await ear.deliver([...ear.arrived, ...ear.arrived].reverse());
  const [row] = (await listDisputes(books.member("dispatcher"))).filter(
    ({ providerRef }) => providerRef === ref,
  );
  return { ref, id: String(row?.id) };
}

describe("a payment disputed with the payer's bank", () => {
  it("is money gone once, told to finance, and cannot be given back as well", async () => {
    await makeMember(books, books.world.regulator.id, "finance");
    await disputed();
    expect(await books.balances()).toEqual({ "loss:disputed": 28_000, "receivable:payer": -28_000 });
    expect(await books.messages("money_alarm")).toEqual(["email"]);
    const [paid] = (await books.money()).payments;
    await expect(
      refundPayment(books.member("dispatcher"), {
        ...{ refundId: crypto.randomUUID(), paymentId: String(paid?.id), amountFen: 1_000, reason: "投诉" },
      }),
    ).rejects.toMatchObject({ key: "payment.over_refund", data: { leftFen: 0 } });
  });

  it("is answered once with the trip's record; won, the money is there again, whatever is heard how often", async () => {
    const { ref, id } = await disputed();
    const desk = books.member("dispatcher");
    expect(await disputePacket(desk, { disputeId: id })).toMatchObject({
      plate: "浙JA1234",
      quotedFen: 28_000,
    });
    await answerDispute(desk, { disputeId: id, statement: "患者已送达并签字" });
    await answerDispute(desk, { disputeId: id, statement: "患者已送达并签字" });
    expect((await listDisputes(desk)).find((each) => each.id === id)).toMatchObject({
      status: "under_review",
    });
    ear.arrived = [];
    await control(`disputes/${ref}/won`);
    await heard(2);
    await ear.deliver([...ear.arrived, ...ear.arrived].reverse());
    expect(await books.balances()).toEqual({ "money:stripe": 28_000, "receivable:payer": -28_000 });
    expect((await listDisputes(desk)).find((each) => each.id === id)).toMatchObject({ status: "won" });
    await expect(answerDispute(desk, { disputeId: id, statement: "再说一次" })).rejects.toMatchObject({
      key: "dispute.over",
    });
  });

  it("that is lost stays lost, and is nobody else's business", async () => {
    const { ref, id } = await disputed();
    ear.arrived = [];
    await control(`disputes/${ref}/lost`);
    await heard(1);
    await ear.deliver();
    expect(await books.balances()).toEqual({ "loss:disputed": 28_000, "receivable:payer": -28_000 });
    const stranger = books.member("dispatcher", crypto.randomUUID());
    await expect(disputePacket(stranger, { disputeId: id })).rejects.toMatchObject({
      key: "payment.not_found",
    });
    expect(await listDisputes(stranger)).toEqual([]);
  });
});
