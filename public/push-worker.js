// Shows what the platform pushes, and opens its page on a tap. It answers no page's requests: its scope holds no page.

self.addEventListener("push", (event) => {
  const said = event.data ? event.data.json() : {};
  const options = {
    body: said.body || "",
    // The same message again takes the place of the first.
    tag: said.tag,
    data: { url: said.url || "/" },
    icon: "/icon.svg",
  };
  event.waitUntil(self.registration.showNotification(said.title || "", options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data.url, self.location.origin);
  // Only our own pages.
  if (url.origin !== self.location.origin) return;
  event.waitUntil(self.clients.openWindow(url.href));
});
