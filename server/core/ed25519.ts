import { sha512 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";

/*
 * Checking Ed25519 signatures (RFC 8032, 5.1) wherever a page or a command runs, without the platform and without
 * the network. It only checks and holds no secret, so nothing here needs constant time. Signing is the key ring's.
 */

const p = 2n ** 255n - 19n;
const order = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (value: bigint): bigint => ((value % p) + p) % p;

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, mod(base)];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = mod(result * square);
    square = mod(square * square);
  }
  return result;
}
const inverse = (value: bigint): bigint => power(value, p - 2n);
const d = mod(-121665n * inverse(121666n));
const rootOfMinusOne = power(2n, (p - 1n) / 4n);

/** Extended coordinates (x, y, z, t) of a point: x·y = z·t. */
type Point = readonly [bigint, bigint, bigint, bigint];
const neutral: Point = [0n, 1n, 1n, 0n];

function add([x1, y1, z1, t1]: Point, [x2, y2, z2, t2]: Point): Point {
  const a = mod((y1 - x1) * (y2 - x2));
  const b = mod((y1 + x1) * (y2 + x2));
  const c = mod(2n * d * t1 * t2);
  const e = mod(2n * z1 * z2);
  return [mod((b - a) * (e - c)), mod((e + c) * (b + a)), mod((e - c) * (e + c)), mod((b - a) * (b + a))];
}

function times(point: Point, scalar: bigint): Point {
  let [result, doubled] = [neutral, point];
  for (let rest = scalar; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = add(result, doubled);
    doubled = add(doubled, doubled);
  }
  return result;
}

const same = (a: Point, b: Point): boolean =>
  mod(a[0] * b[2]) === mod(b[0] * a[2]) && mod(a[1] * b[2]) === mod(b[1] * a[2]);

const littleEndian = (bytes: Uint8Array): bigint => BigInt(`0x${bytesToHex(bytes.toReversed())}`);

/** The point that 32 bytes stand for; null where they stand for none (RFC 8032, 5.1.3). */
function decode(bytes: Uint8Array): Point | null {
  const whole = littleEndian(bytes);
  const y = whole & (2n ** 255n - 1n);
  if (y >= p) return null;
  const [u, v] = [mod(y * y - 1n), mod(d * y * y + 1n)];
  let x = mod(u * power(v, 3n) * power(u * power(v, 7n), (p - 5n) / 8n));
  if (mod(v * x * x) !== u) x = mod(x * rootOfMinusOne);
  if (mod(v * x * x) !== u) return null;
  const sign = whole >> 255n;
  if (x === 0n && sign === 1n) return null;
  if ((x & 1n) !== sign) x = p - x;
  return [x, y, 1n, mod(x * y)];
}

const basePoint = decode(hexToBytes(`58${"66".repeat(31)}`)) ?? neutral;

/** Whether `signature` (64 bytes) over `message` was made by the holder of `publicKey` (32 bytes). Malformed bytes: false. */
export function verifyEd25519(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false;
  const [key, nonce] = [decode(publicKey), decode(signature.subarray(0, 32))];
  const s = littleEndian(signature.subarray(32));
  // A key of small order would vouch for anything.
  if (!key || !nonce || s >= order || same(times(key, 8n), neutral)) return false;
  const k = littleEndian(sha512(concatBytes(signature.subarray(0, 32), publicKey, message))) % order;
  return same(times(basePoint, s), add(nonce, times(key, k)));
}
