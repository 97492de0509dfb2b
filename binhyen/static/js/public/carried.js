// What the page carried with it: JSON in a script element of that id, put there by the server.
export const carried = (id) => JSON.parse(document.getElementById(id).textContent);

// A sentence with its {places} filled.
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
