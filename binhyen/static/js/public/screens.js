// One question per screen inside one document: shows a screen, remembers the way for the Back button, puts the
// focus on its heading. The history holds names of screens and nothing that was answered.
export class Screens {
  constructor(root, onShow) {
    this.screens = new Map(Array.from(root.querySelectorAll("[data-screen]"), (each) => [each.dataset.screen, each]));
    this.onShow = onShow;
    this.current = Array.from(this.screens.keys()).find((name) => !this.screens.get(name).hidden);
    this.held = false; // while something is on its way: Back stays here
    this.finished = false;
    this.at = history.state?.at ?? 0; // which step of the history this is, also after a reload
    history.replaceState({ screen: this.current, at: this.at }, "");
    addEventListener("popstate", ({ state }) => this.returned(state));
  }

  returned(state) {
    if (this.finished || !this.screens.has(state?.screen)) return;
    if (!this.held) {
      this.at = state.at;
      this.show(state.screen);
    } else if (state.at !== this.at) history.go(this.at - state.at); // go(0) would load the page anew
  }

  get(name) {
    return this.screens.get(name);
  }

  go(name) {
    if (this.held) return;
    history.pushState({ screen: name, at: ++this.at }, "");
    this.show(name);
  }

  // A last screen: Back no longer leads to the questions.
  finish(name) {
    this.finished = true;
    this.held = false;
    this.show(name);
  }

  show(name) {
    for (const [each, screen] of this.screens) screen.hidden = each !== name;
    this.current = name;
    this.onShow(name);
    scrollTo(0, 0);
    this.screens.get(name).querySelector("h1:not([hidden])").focus({ preventScroll: true });
  }
}

// Says what is wrong above the question, or takes it away again ("").
export function complain(screen, words, field = null) {
  const said = screen.querySelector(".error");
  said.hidden = !words;
  said.querySelector("span").textContent = words;
  said.parentElement.classList.toggle("field--wrong", Boolean(words));
  (field ?? screen.querySelector("textarea, select, input"))?.setAttribute("aria-invalid", String(Boolean(words)));
}
