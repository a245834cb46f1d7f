import { createCipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";

/** A device's keys as the browser gives them (base64url): its public P-256 point and the secret shared with it. */
export interface DeviceKeys {
  p256dh: string;
  auth: string;
}

const recordBytes = 4096;
const bytes = (text: string) => Buffer.from(text, "base64url");
const expand = (secret: Buffer, salt: Buffer, info: Buffer, length: number) =>
  Buffer.from(hkdfSync("sha256", secret, salt, info, length));

/**
 * One push message as only the device can read it: RFC 8291 (key agreement) in one record of RFC 8188 (`aes128gcm`). `fixed`
 * takes the place of chance for the RFC's own example. Throws when the device's key is no point of the curve.
 */
export function encryptPush(
  plain: string,
  device: DeviceKeys,
  fixed?: { salt: string; privateKey: string },
): Buffer {
  const own = createECDH("prime256v1");
  if (fixed) own.setPrivateKey(bytes(fixed.privateKey));
  else own.generateKeys();
  const [ownPublic, devicePublic] = [own.getPublicKey(), bytes(device.p256dh)];
  const salt = fixed ? bytes(fixed.salt) : randomBytes(16);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), devicePublic, ownPublic]);
  const secret = expand(own.computeSecret(devicePublic), bytes(device.auth), info, 32);
  const key = expand(secret, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = expand(secret, salt, Buffer.from("Content-Encoding: nonce\0"), 12);
  const cipher = createCipheriv("aes-128-gcm", key, nonce);
  // 2 ends the last record; no padding: push services see the length of our short texts, not their words.
  const content = Buffer.concat([
    cipher.update(Buffer.concat([Buffer.from(plain), Buffer.from([2])])),
    cipher.final(),
  ]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(recordBytes);
  return Buffer.concat([
    salt,
    size,
    Buffer.from([ownPublic.length]),
    ownPublic,
    content,
    cipher.getAuthTag(),
  ]);
}
