// Zalo, Facebook, Messenger and TikTok open links in a browser of their own, which can watch the page and which
// forgets it. Shows the explanation that the server put into the page, with the steps for this telephone.
const APPS = [
  ["Zalo", /\bZalo\b|ZaloTheme/i],
  ["Messenger", /FBAN\/Messenger|MessengerForiOS|MessengerLite|Orca-Android|FB_IAB\/(Orca|MESSENGER)/i],
  ["TikTok", /TikTok|musical_ly|BytedanceWebview|ByteLocale|\btrill[_/]/i],
  ["Facebook", /\bFBAN\b|\bFBAV\b|\bFB_IAB\b|\bFBIOS\b/],
];

export function appOf(userAgent) {
  return APPS.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? "";
}

export function start(notice) {
  const app = appOf(navigator.userAgent);
  if (!app) return;
  const phone = /iPhone|iPad|iPod/.test(navigator.userAgent) ? "iphone" : "android";
  for (const steps of notice.querySelectorAll("[data-on]")) steps.hidden = steps.dataset.on !== phone;
  notice.querySelector("[data-app]").textContent = app;
  notice.querySelector("[data-address]").textContent = location.origin + location.pathname;
  notice.hidden = false;
}
