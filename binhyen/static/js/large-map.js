// The map that can be moved and enlarged, fetched when somebody asks for it: Leaflet over our own borders, and beneath them the
// installation's own base map where it has one.
// Leaflet's own buttons and texts are left out: they are written as markup, which the pages' policy refuses.
const VECTOR_TILES = 1; // as a .pmtiles file says which it holds
const SHAPES = { open: "disc", resolved: "ring", closed: "diamond" };

export function start(button) {
  button.hidden = false;
  button.addEventListener("click", () => open(button));
}

async function open(button) {
  button.disabled = true;
  const figure = button.closest("figure");
  const status = figure.querySelector("[role=status]");
  try {
    const [leaflet, features] = await Promise.all([
      button.dataset.base ? import("../vendor/base-map.js") : import("../vendor/leaflet.js"),
      fetch(button.dataset.geojson).then((answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      }),
      styled(button.dataset.style),
    ]);
    status.textContent = "";
    draw(leaflet, features, button, figure);
  } catch {
    status.textContent = button.dataset.failed;
    button.disabled = false;
  }
}

function styled(href) {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  return new Promise((done, failed) => {
    link.addEventListener("load", done);
    link.addEventListener("error", failed);
    document.head.append(link);
  });
}

function draw(leaflet, features, button, figure) {
  const box = document.createElement("div");
  box.className = "large-map";
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", button.dataset.label);
  figure.querySelector("svg").replaceWith(box);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = leaflet.map(box, { zoomControl: false, attributionControl: false, zoomSnap: 0.5, maxZoom: 18,
    zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still });
  const { base, attribution } = button.dataset;
  const layer = leaflet.geoJSON(features, {
    interactive: false,
    style: { color: "#0c4f56", weight: 2, fillColor: "#fff", fillOpacity: base ? 0 : 1 },
    pointToLayer: ({ properties }, at) => {
      const icon = leaflet.divIcon({ className: "spot", html: shape(properties.standing), iconSize: [26, 26] });
      const name = `${properties.title}. ${properties.state}`;
      return leaflet.marker(at, { icon, title: name, interactive: true }).bindPopup(told(properties), { closeButton: false });
    },
  }).addTo(map);
  const bounds = layer.getBounds();
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [12, 12] });
  else map.setView([21, 105.8], 10);
  if (base) {
    if (attribution) box.after(source(attribution));
    // Without it the borders and the points stand by themselves, as they do where there is none.
    beneath(leaflet, map, base).catch(() => layer.setStyle({ fillOpacity: 1 }));
  }
  button.replaceWith(
    zoom(button.dataset.closer, () => map.zoomIn()), zoom(button.dataset.farther, () => map.zoomOut()));
  box.focus();
}

async function beneath(leaflet, map, address) {
  const tiles = new leaflet.PMTiles(address);
  const { tileType, minZoom, maxZoom } = await tiles.getHeader();
  const layer = tileType === VECTOR_TILES
    ? leaflet.vector({ url: tiles, maxDataZoom: maxZoom, flavor: "light", lang: document.documentElement.lang, attribution: "" })
    : leaflet.raster(tiles, { minNativeZoom: minZoom, maxNativeZoom: maxZoom });
  // What a picture of streets shows is not said in words; the points on it are.
  layer.on("tileloadstart", ({ tile }) => { if (tile.tagName === "IMG") tile.alt = ""; });
  layer.addTo(map);
}

function source(words) {
  return Object.assign(document.createElement("p"), { className: "notes map-source", textContent: words });
}

function shape(standing) {
  const drawn = document.createElement("span");
  drawn.className = SHAPES[standing] ?? "ring";
  return drawn;
}

function told({ title, state, address }) {
  const link = Object.assign(document.createElement("a"), { href: address, textContent: title });
  const words = document.createElement("p");
  words.append(link, document.createElement("br"), state);
  return words;
}

function zoom(words, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button button--plain", textContent: words });
  made.addEventListener("click", act);
  return made;
}
