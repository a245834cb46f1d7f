import { createDecipheriv, createECDH, hkdfSync, verify } from "node:crypto";
import { expect, it } from "vitest";
import { encryptPush } from "./encrypt";
import { vapidHeader } from "./vapid";

// RFC 8291, appendix A.
const example = {
  plain: "When I grow up, I want to be a watermelon",
  p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  auth: "BTBZMqHH6r4Tts7J_aSIgg",
  salt: "DGv6ra1nlYgDCS1FRnbzlw",
  privateKey: "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
  message:
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
};

it("encrypts as the RFC's own example", () => {
  const { plain, message, ...keys } = example;
  expect(encryptPush(plain, keys, keys).toString("base64url")).toBe(message);
});

it("is read by the device's key alone, another time by other bytes", () => {
  const device = createECDH("prime256v1");
  device.generateKeys();
  const auth = Buffer.alloc(16, 7);
  const keys = { p256dh: device.getPublicKey("base64url"), auth: auth.toString("base64url") };
  const [one, two] = [encryptPush("车已出发", keys), encryptPush("车已出发", keys)];
  expect(one.equals(two)).toBe(false);
  const sender = one.subarray(21, 86);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), device.getPublicKey(), sender]);
  const derive = (secret: ArrayBuffer | Buffer, salt: Buffer, text: Buffer | string, length: number) =>
    Buffer.from(hkdfSync("sha256", Buffer.from(secret as Buffer), salt, text, length));
  const secret = derive(device.computeSecret(sender), auth, info, 32);
  const salt = one.subarray(0, 16);
  const key = derive(secret, salt, "Content-Encoding: aes128gcm\0", 16);
  const open = createDecipheriv("aes-128-gcm", key, derive(secret, salt, "Content-Encoding: nonce\0", 12));
  open.setAuthTag(one.subarray(-16));
  const plain = Buffer.concat([open.update(one.subarray(86, -16)), open.final()]);
  expect(plain.toString()).toBe("车已出发\u0002");
});

it("signs for the push service's origin, for half a day", () => {
  const own = createECDH("prime256v1");
  own.generateKeys();
  const [publicKey, privateKey] = [own.getPublicKey("base64url"), own.getPrivateKey("base64url")];
  const at = Date.parse("2026-03-02T00:00:00Z");
  const header = vapidHeader(
    "https://fcm.googleapis.com/wp/abc",
    { publicKey, privateKey, subject: "mailto:a@example.org" },
    at,
  );
  const [, head = "", claims = "", signature = ""] =
    /^vapid t=([^.]+)\.([^.]+)\.([^,]+), k=/.exec(header) ?? [];
  expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toEqual({
    aud: "https://fcm.googleapis.com",
    exp: at / 1000 + 43_200,
    sub: "mailto:a@example.org",
  });
  const point = own.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString("base64url"));
  const key = { kty: "EC", crv: "P-256", x, y };
  const checked = verify(
    "sha256",
    Buffer.from(`${head}.${claims}`),
    { key, format: "jwk", dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  expect(checked).toBe(true);
});
