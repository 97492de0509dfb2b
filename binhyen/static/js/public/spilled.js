// Stops before the words of a receipt are sealed into something that others read. The Worker looks: it knows one's own.
export class Spilled {
  constructor(said) {
    this.said = said;
    this.forget();
  }

  // "" to go on, else what to say. What only looks like a receipt goes when it is sent again unchanged.
  async stops(client, text) {
    const found = await client.call("spills", { text });
    if (found === "own") return this.said.spilled_own;
    if (found !== "any" || text === this.warned) return "";
    this.warned = text;
    return this.said.spilled_any;
  }

  forget() {
    this.warned = "";
  }
}
