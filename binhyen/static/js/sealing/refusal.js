// The one shape of a refusal: a short code that both languages share, and that a page turns into words.
export class Refused extends Error {
  // `name` groups codes as Python's exception classes do; `details` holds positions and suggestions, never secrets.
  constructor(name, code, details = {}) {
    super(code);
    this.name = name;
    this.code = code;
    this.details = details;
  }
}

export const refuse = (name) => (code, details) => new Refused(name, code, details);
