// A browser that is told of order reports: asked, installed and subscribed only when somebody presses the button.
export function start(root) {
  if (!navigator.serviceWorker || !globalThis.PushManager || !globalThis.Notification) return;
  root.hidden = false;
  const part = (name) => root.querySelector(`[data-${name}]`);
  const tell = (name) => (part("said").textContent = name && root.dataset[name]);
  const show = async () => (part("end").hidden = !(await held()));

  function onPress(name, act) {
    part(name).addEventListener("click", async () => {
      part(name).disabled = true;
      tell("busy");
      try {
        tell(await act());
      } catch {
        tell("failed");
      }
      part(name).disabled = false;
      await show();
    });
  }

  async function begin() {
    if ((await Notification.requestPermission()) !== "granted") return "denied";
    const { trusted } = await import("./public/sealer.js");
    await navigator.serviceWorker.register(trusted(root.dataset.serviceWorker));
    const { pushManager } = await navigator.serviceWorker.ready;
    const asked = { userVisibleOnly: true, applicationServerKey: root.dataset.key };
    const made = (await pushManager.getSubscription()) ?? (await pushManager.subscribe(asked));
    await post(root.dataset.post, { ...said(made), ...JSON.parse(root.dataset.what) });
    return "following";
  }

  async function end() {
    const subscription = await held();
    await post(root.dataset.post, { ...said(subscription), wants: "leave" });
    await subscription.unsubscribe();
    return "left";
  }

  onPress("begin", begin);
  onPress("end", end);
  show();
}

const held = async () => (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription();

function said(subscription) {
  const { endpoint, keys } = subscription.toJSON();
  return { endpoint, p256dh: keys.p256dh, auth: keys.auth };
}

async function post(url, body) {
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body), credentials: "omit", cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
}
