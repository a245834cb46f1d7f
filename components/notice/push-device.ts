/**
 * The worker that shows messages has a scope of its own, in which no page lies: it answers no page's requests, and whatever
 * worker keeps a page working without a net is left alone.
 */
const scope = "/push/";
const script = "/push-worker.js";

/** Whether this browser knows web push (on an iPhone only once the page is on the home screen). */
export function isPushable(): boolean {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

/** The subscription of this device, if it has one. */
export async function currentDevice(): Promise<PushSubscription | null> {
  const known = await navigator.serviceWorker.getRegistration(scope);
  return (await known?.pushManager.getSubscription()) ?? null;
}

/** Ask the person and subscribe; null: the person said no. `publicKey`: base64url. */
export async function startDevice(publicKey: string): Promise<PushSubscription | null> {
  if ((await Notification.requestPermission()) !== "granted") return null;
  const registration = await navigator.serviceWorker.register(script, { scope });
  const padded = publicKey.replaceAll("-", "+").replaceAll("_", "/");
  const applicationServerKey = Uint8Array.from(atob(padded), (c) => c.charCodeAt(0));
  await activated(registration);
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
}

/** A registration takes a subscription once its worker is active. */
async function activated(registration: ServiceWorkerRegistration): Promise<void> {
  const worker = registration.installing ?? registration.waiting;
  if (registration.active || !worker) return;
  await new Promise<void>((done) => {
    worker.addEventListener("statechange", () => worker.state === "activated" && done());
  });
}

/** A subscription as our server takes it. */
export function deviceKeys(device: PushSubscription) {
  const { keys = {} } = device.toJSON();
  return { endpoint: device.endpoint, p256dh: keys.p256dh ?? "", auth: keys.auth ?? "" };
}
