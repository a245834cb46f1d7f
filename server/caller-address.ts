import { BlockList, isIP } from "node:net";

/** Where nothing is known of the caller: everybody unknown is counted together. */
export const unknownAddress = "unknown";

/** An address without port, brackets and zone, IPv4 within IPv6 as IPv4; null for anything that is none. */
function plainAddress(written: string): string | null {
  const trimmed = written.trim().toLowerCase();
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(trimmed)?.[1] ?? trimmed.replace(/^([\d.]+):\d+$/, "$1");
  const address = bare.replace(/%.*$/, "").replace(/^::ffff:(?=[\d.]+$)/, "");
  return isIP(address) ? address : null;
}

const familyOf = (address: string) => (isIP(address) === 6 ? "ipv6" : "ipv4");

/**
 * The proxies that may say for whom they ask: addresses and ranges ("10.0.0.4, 192.168.0.0/16, fd00::/8"), with commas
 * or spaces between.
 * @throws Error naming the entry that is neither
 */
export function proxyList(text: string): BlockList {
  const list = new BlockList();
  for (const entry of text.split(/[\s,]+/).filter(Boolean)) {
    const [written = "", bits, ...rest] = entry.split("/");
    const address = plainAddress(written);
    const longest = address && isIP(address) === 6 ? 128 : 32;
    const isLength = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest);
    if (!address || !isLength || rest.length > 0) throw new Error(`${entry} is no address or range`);
    if (bits === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(bits), familyOf(address));
  }
  return list;
}

/**
 * Who really asks. The peer of the socket cannot be forged; what it says about somebody behind it (`X-Forwarded-For`,
 * the nearest last) is believed as far as every hop so far is a trusted proxy, and not a step further.
 */
export function callerAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  proxies: BlockList,
): string {
  const socketPeer = plainAddress(peer ?? "");
  if (!socketPeer) return unknownAddress;
  let caller: string = socketPeer;
  for (const hop of (forwardedFor ?? "").split(",").reverse()) {
    const next: string | null = proxies.check(caller, familyOf(caller)) ? plainAddress(hop) : null;
    if (!next) break;
    caller = next;
  }
  return caller;
}

/**
 * What limits count as one: an IPv4 address, of IPv6 the network of 64 bits that one household or machine is given.
 * Who owns one address there owns 2^64 of them.
 */
export function countedAddress(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail] = address.split("::");
  const groups = (part: string) => (part === "" ? [] : part.split(":"));
  const missing = 8 - groups(head).length - groups(tail ?? "").length;
  const zeros = tail === undefined ? [] : Array<string>(Math.max(missing, 0)).fill("0");
  const all = [...groups(head), ...zeros, ...groups(tail ?? "")];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
